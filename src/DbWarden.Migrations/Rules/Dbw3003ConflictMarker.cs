using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A file with a merge conflict in it is two files, neither of which anybody wrote.</summary>
internal sealed class Dbw3003ConflictMarker : TextRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW3003",
            "A merge conflict is not resolved",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override int Check(ReadOnlyMemory<byte> text, Dialect dialect, FileReport report)
    {
        var readable = text.Length;
        foreach (var offset in ConflictMarkers.Find(text, dialect))
        {
            readable = Math.Min(readable, offset);
            var marker = Utf8Text.Decode(text.Span.Slice(offset, ConflictMarkers.Length));
            report.Add(
                this,
                SourceSpans.Find(text.Span, offset, offset + ConflictMarkers.Length),
                $"'{marker}' marks a merge conflict; resolve it, and remove the lines with the markers"
            );
        }

        return readable;
    }
}
