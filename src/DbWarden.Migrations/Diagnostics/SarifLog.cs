using DbWarden.Migrations.Text;

namespace DbWarden.Migrations.Diagnostics;

/// <summary>Diagnostics in the Static Analysis Results Interchange Format, version 2.1.0, as code scanning services read it.</summary>
public static class SarifLog
{
    /// <summary>The log of one run.</summary>
    /// <param name="diagnostics">What was found; the files' paths are full ones.</param>
    /// <param name="toolVersion">The version of the program that found it.</param>
    public static byte[] Write(IReadOnlyList<Diagnostic> diagnostics, string toolVersion)
    {
        var rules = diagnostics
            .Select(diagnostic => diagnostic.Descriptor)
            .GroupBy(rule => rule.Code, StringComparer.Ordinal)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => rule.First())
            .ToList();
        var json = new JsonWriter()
            .StartObject()
            .Value("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            .Value("version", "2.1.0")
            .StartArray("runs")
            .StartObject()
            .StartObject("tool")
            .StartObject("driver")
            .Value("name", "DbWarden")
            .Value("semanticVersion", toolVersion)
            .Value("informationUri", ProductLinks.Repository)
            .StartArray("rules");
        foreach (var rule in rules)
            WriteRule(json, rule);
        json.EndArray().EndObject().EndObject().Value("columnKind", "utf16CodeUnits").StartArray("results");
        var indices = rules
            .Select((rule, index) => (rule.Code, index))
            .ToDictionary(rule => rule.Code, rule => rule.index, StringComparer.Ordinal);
        foreach (var diagnostic in diagnostics)
            WriteResult(json, diagnostic, indices[diagnostic.Code]);
        return json.EndArray().EndObject().EndArray().EndObject().ToBytes();
    }

    private static void WriteRule(JsonWriter json, DiagnosticDescriptor rule) =>
        json.StartObject()
            .Value("id", rule.Code)
            .StartObject("shortDescription")
            .Value("text", rule.Title)
            .EndObject()
            .Value("helpUri", rule.HelpLink)
            .StartObject("defaultConfiguration")
            .Value("level", Level(rule.DefaultSeverity))
            .EndObject()
            .EndObject();

    private static void WriteResult(JsonWriter json, Diagnostic diagnostic, int ruleIndex)
    {
        json.StartObject()
            .Value("ruleId", diagnostic.Code)
            .Value("ruleIndex", ruleIndex)
            .Value("level", Level(diagnostic.Severity))
            .StartObject("message")
            .Value("text", diagnostic.Message)
            .EndObject()
            .StartArray("locations")
            .StartObject()
            .StartObject("physicalLocation")
            .StartObject("artifactLocation")
            .Value("uri", FileUri(diagnostic.File))
            .EndObject();
        if (diagnostic.Span != SourceSpan.WholeFile)
        {
            json.StartObject("region")
                .Value("startLine", diagnostic.Span.Line)
                .Value("startColumn", diagnostic.Span.Column)
                .Value("endLine", diagnostic.Span.EndLine)
                .Value("endColumn", diagnostic.Span.EndColumn)
                .EndObject();
        }

        json.EndObject().EndObject().EndArray().EndObject();
    }

    private static string Level(DiagnosticSeverity severity) =>
        severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            DiagnosticSeverity.Message => "note",
            _ => "none",
        };

    /// <summary>The path as a URI. System.Uri would take '%' and '#' in a Unix path for something else.</summary>
    private static string FileUri(string path)
    {
        var parts = path.Split('/', Path.DirectorySeparatorChar).Select(Uri.EscapeDataString);
        var joined = string.Join("/", parts);
        if (path is ['/', ..])
            return "file://" + joined;
        // A drive's colon stays as it is; any other relative path is a relative reference.
        return path is [_, ':', ..] ? "file:///" + joined.Replace("%3A", ":") : joined;
    }
}
