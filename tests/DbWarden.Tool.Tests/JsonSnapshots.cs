using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests;

/// <summary>Compares JSON documents with what they used to be, but for what differs from run to run.</summary>
internal static class JsonSnapshots
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    public static void Match(JsonDocument json, string? extension = null)
    {
        var node = JsonNode.Parse(json.RootElement.GetRawText())!;
        Mask(node);
        Snapshots.Match(node.ToJsonString(Options), extension);
    }

    private static void Mask(JsonNode node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array.Where(item => item is JsonObject or JsonArray))
                Mask(item!);
        }

        if (node is not JsonObject members)
            return;
        foreach (var (name, value) in members.ToList())
        {
            if (value is JsonValue && Masked(name, value) is { } mask)
                members[name] = mask;
            else if (value is not null)
                Mask(value);
        }
    }

    /// <summary>What stands for a value that no two runs share; null for one that they do.</summary>
    private static string? Masked(string name, JsonNode value) =>
        name switch
        {
            "appliedAt" or "at" or "takenAt" or "acquiredAt" or "heartbeatAt" => DateTime.TryParseExact(
                value.GetValue<string>(),
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            )
                ? "<time in UTC>"
                : null,
            // A package that was made for a test bears more than the release's number.
            "tool" or "toolVersion" => value.GetValue<string>().StartsWith("1.0.0", StringComparison.Ordinal) ? "1.0.0" : null,
            "durationMilliseconds" or "sinceHeartbeatMilliseconds" or "processId" or "size" => "<number>",
            "path"
            or "connection"
            or "by"
            or "appliedBy"
            or "executionId"
            or "runtime"
            or "platform"
            or "holder"
            or "sha256"
            or "serverVersion"
            or "databaseUser"
            or "clientHost"
            or "evidence" => $"<{name}>",
            _ => null,
        };
}
