using System.Text.Json;
using DbWarden.Deploy.Backups;

namespace DbWarden.Tool.Output;

/// <summary>A backup as JSON.</summary>
internal static class BackupJson
{
    public static void Write(Utf8JsonWriter json, string property, BackupFile? backup)
    {
        if (backup is null)
        {
            json.WriteNull(property);
            return;
        }

        json.WritePropertyName(property);
        Write(json, backup);
    }

    public static void Write(Utf8JsonWriter json, BackupFile backup)
    {
        var manifest = backup.Manifest;
        json.WriteStartObject();
        json.WriteString("path", backup.Path);
        json.WriteBoolean("isThere", backup.IsThere);
        json.WriteString("database", manifest.Database);
        json.WriteString("engine", manifest.Engine);
        json.WriteString("serverVersion", manifest.ServerVersion);
        json.WriteString("connection", manifest.Connection);
        json.WriteString("artifactName", manifest.ArtifactName);
        json.WriteString("artifactVersion", manifest.ArtifactVersion);
        json.WriteString("newestVersion", manifest.NewestVersion);
        json.WriteNumber("size", manifest.Size);
        json.WriteString("sha256", manifest.Sha256);
        JsonOutput.WriteTime(json, "takenAt", manifest.TakenAt);
        json.WriteString("toolVersion", manifest.ToolVersion);
        json.WriteEndObject();
    }
}
