using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Records;

namespace DbWarden.Tool.Output;

/// <summary>A line of <c>status</c> in JSON.</summary>
internal static class StatusJson
{
    public static void Write(Utf8JsonWriter json, MigrationState migration)
    {
        json.WriteStartObject();
        json.WriteString("kind", JsonOutput.KindOf(migration.Kind));
        json.WriteString("version", migration.Version);
        json.WriteString("name", migration.Identity);
        json.WriteString("description", migration.Description);
        json.WriteString("file", migration.File);
        json.WriteString("status", StateWords.Of(migration.Status).Text);
        if (migration.Record is { } record)
        {
            JsonOutput.WriteTime(json, "appliedAt", record.AppliedAt);
            json.WriteNumber("durationMilliseconds", (long)record.Duration.TotalMilliseconds);
            json.WriteString("appliedBy", record.AppliedBy);
            json.WriteString("artifact", record.ArtifactName);
            json.WriteString("artifactVersion", record.ArtifactVersion);
            json.WriteString("error", record.Error);
            if (migration.Progress is not null)
                WriteProgress(json, record);
        }

        json.WriteEndObject();
    }

    private static void WriteProgress(Utf8JsonWriter json, MigrationRecord record)
    {
        json.WriteString("direction", record.Direction == Direction.Upgrade ? "upgrade" : "rollback");
        json.WriteNumber("unitsDone", record.UnitsDone);
        json.WriteNumber("units", record.UnitsTotal);
        if (record.UnitInDoubt is { } doubt)
            json.WriteNumber("unitInDoubt", doubt);
    }
}
