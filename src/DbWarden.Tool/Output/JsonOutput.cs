using System.Text.Encodings.Web;
using System.Text.Json;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;

namespace DbWarden.Tool.Output;

/// <summary>The one JSON document that <c>--json</c> writes. Its format is described in <c>docs/commands.md</c>.</summary>
internal static class JsonOutput
{
    /// <summary>Grows when a program that reads the document would have to be changed.</summary>
    private const int Format = 1;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // The document goes to a file or a program, never into a web page: names in any language stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="channel">Where to.</param>
    /// <param name="command">The command's name; null where the arguments named none.</param>
    /// <param name="result">What to write.</param>
    /// <param name="exitCode">The exit code of the process.</param>
    public static void Write(OutputChannel channel, string? command, CommandResult result, int exitCode)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("tool", ToolVersion.Text);
            json.WriteString("command", command);
            json.WriteNumber("exitCode", exitCode);
            WriteFailure(json, "failure", result.Failure);
            result.WriteJson(json);
            json.WriteEndObject();
        }

        channel.WriteJson(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    public static void WriteFailure(Utf8JsonWriter json, string property, Failure? failure)
    {
        if (failure is null)
        {
            json.WriteNull(property);
            return;
        }

        json.WriteStartObject(property);
        json.WriteString("kind", KindOf(failure.Kind));
        json.WriteString("message", failure.Message);
        json.WriteString("location", failure.Location);
        WriteStrings(json, "details", failure.Details);
        json.WriteString("state", failure.State);
        WriteStrings(json, "next", failure.Next);
        json.WriteEndObject();
    }

    public static void WriteStrings(Utf8JsonWriter json, string property, IEnumerable<string> values)
    {
        json.WriteStartArray(property);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void WriteTime(Utf8JsonWriter json, string property, DateTimeOffset time) =>
        json.WriteString(
            property,
            time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture)
        );

    public static string KindOf(MigrationKind kind) =>
        kind switch
        {
            MigrationKind.RunsOnChange => "runsOnChange",
            MigrationKind.RunsAlways => "runsAlways",
            _ => "versioned",
        };

    private static string KindOf(FailureKind kind) =>
        kind switch
        {
            FailureKind.MigrationFailed => "migrationFailed",
            FailureKind.Usage => "usage",
            FailureKind.Partial => "partial",
            FailureKind.Locked => "locked",
            FailureKind.Refused => "refused",
            FailureKind.CheckFailed => "checkFailed",
            FailureKind.BackupFailed => "backupFailed",
            FailureKind.Unreachable => "unreachable",
            FailureKind.Interrupted => "interrupted",
            FailureKind.Bug => "bug",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of failure without a name."),
        };
}
