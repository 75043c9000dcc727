using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DbWarden.Deploy.Backups;

/// <summary>Writes and reads the file beside a backup.</summary>
internal static class BackupManifestJson
{
    /// <summary>Far more than any manifest has; what is larger is something else.</summary>
    private const int Limit = 1 << 20;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(BackupManifest manifest)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("format", BackupManifest.CurrentFormat);
            json.WriteString("file", manifest.File);
            json.WriteString("engine", manifest.Engine);
            json.WriteString("serverVersion", manifest.ServerVersion);
            json.WriteString("database", manifest.Database);
            json.WriteString("connection", manifest.Connection);
            json.WriteString("artifactName", manifest.ArtifactName);
            json.WriteString("artifactVersion", manifest.ArtifactVersion);
            json.WriteString("newestVersion", manifest.NewestVersion);
            json.WriteNumber("size", manifest.Size);
            json.WriteString("sha256", manifest.Sha256);
            json.WriteString(
                "takenAt",
                manifest.TakenAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            );
            json.WriteString("toolVersion", manifest.ToolVersion);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>Null for a file that is no manifest of a format that this version knows.</summary>
    public static BackupManifest? Read(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, LinkTarget: null, Length: <= Limit })
                return null;
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            if (root.GetProperty("format").GetInt32() is < 1 or > BackupManifest.CurrentFormat)
                return null;
            return new BackupManifest
            {
                File = Text(root, "file"),
                Engine = Text(root, "engine"),
                ServerVersion = Text(root, "serverVersion"),
                Database = Text(root, "database"),
                Connection = Text(root, "connection"),
                ArtifactName = root.GetProperty("artifactName").GetString(),
                ArtifactVersion = root.GetProperty("artifactVersion").GetString(),
                NewestVersion = root.GetProperty("newestVersion").GetString(),
                Size = root.GetProperty("size").GetInt64(),
                Sha256 = Text(root, "sha256"),
                TakenAt = DateTimeOffset.Parse(
                    Text(root, "takenAt"),
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
                ),
                ToolVersion = Text(root, "toolVersion"),
            };
        }
        catch (Exception exception)
            when (exception
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return null;
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() ?? throw new FormatException();
}
