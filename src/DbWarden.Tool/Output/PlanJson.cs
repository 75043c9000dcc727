using System.Text.Json;
using DbWarden.Deploy.Planning;

namespace DbWarden.Tool.Output;

/// <summary>A migration of a run in JSON.</summary>
internal static class PlanJson
{
    public static void Write(Utf8JsonWriter json, PlannedMigration migration, bool withSql)
    {
        json.WriteStartObject();
        json.WriteString("kind", JsonOutput.KindOf(migration.Kind));
        json.WriteString("version", migration.Version);
        json.WriteString("name", migration.Identity);
        json.WriteString("description", migration.Description);
        json.WriteString("file", migration.File);
        json.WriteString("reason", ReasonOf(migration.Reason));
        if (migration.Reason == PlanReason.RollBack)
            json.WriteBoolean("storedRollback", migration.UsesStoredRollback);
        if (migration.FirstUnit > 1)
            json.WriteNumber("firstUnit", migration.FirstUnit);
        if (withSql)
            json.WriteString("sql", migration.Sql.Span);
        json.WriteEndObject();
    }

    private static string ReasonOf(PlanReason reason) =>
        reason switch
        {
            PlanReason.Pending => "pending",
            PlanReason.Changed => "changed",
            PlanReason.Always => "always",
            PlanReason.Baseline => "baseline",
            PlanReason.RollBack => "rollBack",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A reason without a name."),
        };
}
