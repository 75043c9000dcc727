using System.Text.Json;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Connections.Configuration;

/// <summary>
/// A JSON configuration file, read as .NET's own provider reads it: comments and trailing commas are allowed, keys are joined
/// with colons.
/// </summary>
internal static class ConfigurationFile
{
    private const int MaximumBytes = 16 * 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The values of a file that is there.</summary>
    public static Result<IReadOnlyList<ConfigurationValue>> Read(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length is 0 or > MaximumBytes)
                return Unreadable(path, length == 0 ? "is empty" : $"has more than {MaximumBytes:N0} bytes");
            // As text: Visual Studio and dotnet user-secrets write a byte order mark, which the parser of bytes takes for a mistake.
            using var document = JsonDocument.Parse(File.ReadAllText(path), Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Unreadable(path, "is not a JSON object");
            var values = new List<ConfigurationValue>();
            Flatten(document.RootElement, "", path, values);
            return values;
        }
        catch (JsonException problem)
        {
            // The parser's own message quotes from the file.
            return Unreadable(path, $"is not valid JSON (line {problem.LineNumber + 1})");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, $"cannot be read: {problem.Message}");
        }
    }

    private static void Flatten(JsonElement element, string key, string path, List<ConfigurationValue> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    Flatten(property.Value, Join(key, property.Name), path, values);
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                    Flatten(item, Join(key, $"{index}"), path, values);
                break;
            case JsonValueKind.Null:
                break;
            default:
                values.Add(new ConfigurationValue(key, element.ToString(), $"{key} in {path}"));
                break;
        }
    }

    private static string Join(string parent, string name) => parent.Length == 0 ? name : parent + ":" + name;

    private static Failure Unreadable(string path, string reason) => new(FailureKind.Usage, $"{path} {reason}.");
}
