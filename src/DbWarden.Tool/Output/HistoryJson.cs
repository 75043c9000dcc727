using System.Text.Json;
using DbWarden.Deploy.Records;

namespace DbWarden.Tool.Output;

/// <summary>An entry of <c>history</c> in JSON.</summary>
internal static class HistoryJson
{
    public static void Write(Utf8JsonWriter json, HistoryEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("number", entry.Number);
        json.WriteString("operation", entry.Operation);
        json.WriteString("outcome", entry.Outcome);
        json.WriteString("kind", entry.Kind is { } kind ? JsonOutput.KindOf(kind) : null);
        json.WriteString("version", entry.Version);
        json.WriteString("name", entry.Identity);
        json.WriteString("description", entry.Description);
        json.WriteString("file", entry.File);
        JsonOutput.WriteTime(json, "at", entry.At);
        json.WriteNumber("durationMilliseconds", (long)entry.Duration.TotalMilliseconds);
        json.WriteString("by", entry.By);
        json.WriteString("artifact", entry.ArtifactName);
        json.WriteString("artifactVersion", entry.ArtifactVersion);
        json.WriteString("toolVersion", entry.ToolVersion);
        json.WriteString("executionId", entry.ExecutionId);
        json.WriteString("error", entry.Error);
        json.WriteEndObject();
    }
}
