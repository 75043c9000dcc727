using System.Globalization;
using System.Text.Json;
using DbWarden.Migrations.Diagnostics;
using DbWarden.Tool.Output.Pipelines;

namespace DbWarden.Tool.Output;

/// <summary>A diagnostic as compilers write it, so that editors and CI systems find the file, and in JSON.</summary>
internal static class DiagnosticText
{
    public static Phrase[] Of(Diagnostic diagnostic, string workingDirectory)
    {
        var span = diagnostic.Span;
        var position =
            span == SourceSpan.WholeFile ? "" : string.Create(CultureInfo.InvariantCulture, $"({span.Line},{span.Column})");
        var file = Path.IsPathFullyQualified(diagnostic.File)
            ? Path.GetRelativePath(workingDirectory, diagnostic.File)
            : diagnostic.File;
        return
        [
            VisibleText.OneLine(file) + position + ": ",
            new Phrase($"{NameOf(diagnostic.Severity)} {diagnostic.Code}", ToneOf(diagnostic.Severity)),
            ": " + VisibleText.OneLine(diagnostic.Message),
        ];
    }

    /// <summary>What a pipeline shows beside the line; null for a mere message.</summary>
    public static Annotation? Annotation(Diagnostic diagnostic, string workingDirectory)
    {
        if (diagnostic.Severity < DiagnosticSeverity.Warning)
            return null;
        var level = diagnostic.Severity == DiagnosticSeverity.Error ? AnnotationLevel.Error : AnnotationLevel.Warning;
        var isPlaced = diagnostic.Span != SourceSpan.WholeFile;
        return new Annotation(
            level,
            $"{diagnostic.Code}: {diagnostic.Message}",
            Path.GetFullPath(diagnostic.File, workingDirectory),
            isPlaced ? diagnostic.Span.Line : null,
            isPlaced ? diagnostic.Span.Column : null
        );
    }

    public static void WriteJson(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", NameOf(diagnostic.Severity));
        json.WriteString("file", diagnostic.File);
        if (diagnostic.Span != SourceSpan.WholeFile)
        {
            json.WriteNumber("line", diagnostic.Span.Line);
            json.WriteNumber("column", diagnostic.Span.Column);
            json.WriteNumber("endLine", diagnostic.Span.EndLine);
            json.WriteNumber("endColumn", diagnostic.Span.EndColumn);
        }

        json.WriteString("message", diagnostic.Message);
        json.WriteString("help", diagnostic.Descriptor.HelpLink);
        json.WriteEndObject();
    }

    public static string NameOf(DiagnosticSeverity severity) =>
        severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "message",
        };

    private static Tone ToneOf(DiagnosticSeverity severity) =>
        severity switch
        {
            DiagnosticSeverity.Error => Tone.Bad,
            DiagnosticSeverity.Warning => Tone.Warning,
            _ => Tone.Plain,
        };
}
