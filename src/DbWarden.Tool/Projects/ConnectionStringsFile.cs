using System.Text.Encodings.Web;
using System.Text.Json;
using DbWarden.Deploy.Results;

namespace DbWarden.Tool.Projects;

/// <summary>An appsettings.json, to which a connection string is added while everything else stays as it is, comments included.</summary>
internal sealed class ConnectionStringsFile
{
    private const string Section = "ConnectionStrings";

    private readonly SourceText _source;
    private readonly JsonObjectSpans _spans;

    private ConnectionStringsFile(SourceText source, JsonObjectSpans spans)
    {
        _source = source;
        _spans = spans;
    }

    public static Result<ConnectionStringsFile> Read(string path)
    {
        var source = File.Exists(path) ? SourceText.Read(path) : SourceText.Empty(path).With("{\n}\n");
        try
        {
            return JsonObjectSpans.Read(source.Text, Section) is { } spans
                ? new ConnectionStringsFile(source, spans)
                : new Failure(FailureKind.Usage, $"{path} holds no JSON object.");
        }
        catch (JsonException exception)
        {
            return new Failure(FailureKind.Usage, $"{path} is not valid JSON: {exception.Message}");
        }
    }

    public bool Has(string name) => _spans.Names.Contains(name);

    /// <summary>The file with the connection string added behind those that it has.</summary>
    public SourceText Add(string name, string connectionString)
    {
        var property = $"{Quote(name)}: {Quote(connectionString)}";
        if (_spans.Section is { } section)
            return Append(section, property, depth: 2);
        var indent = IndentUnit();
        var newLine = _source.NewLine;
        return Append(_spans.Root, $"\"{Section}\": {{{newLine}{indent}{indent}{property}{newLine}{indent}}}", depth: 1);
    }

    private static string Quote(string text) =>
        "\"" + JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"";

    private SourceText Append(JsonObjectSpan span, string property, int depth)
    {
        var indent = IndentUnit();
        var lineStart = _source.LineStart(span.End);
        var isOnOwnLine = _source.Text[lineStart..span.End].All(character => character is ' ' or '\t');
        var line = string.Concat(Enumerable.Repeat(indent, depth)) + property + _source.NewLine;
        var outer = string.Concat(Enumerable.Repeat(indent, depth - 1));
        var text = isOnOwnLine
            ? _source.Text.Insert(lineStart, line)
            : _source.Text[..span.End].TrimEnd(' ', '\t') + _source.NewLine + line + outer + _source.Text[span.End..];
        // Between the last value and the closing brace there may be comments, so the comma goes directly behind the value.
        return _source.With(span.NeedsComma ? text.Insert(span.LastValueEnd, ",") : text);
    }

    /// <summary>The blanks before the first indented line.</summary>
    private string IndentUnit()
    {
        foreach (var line in _source.Text.Split('\n'))
        {
            var blanks = line.Length - line.TrimStart(' ', '\t').Length;
            if (blanks > 0 && blanks < line.TrimEnd().Length)
                return line[..blanks];
        }

        return "  ";
    }
}
