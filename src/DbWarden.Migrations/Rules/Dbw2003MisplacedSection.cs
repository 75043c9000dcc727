using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>The upgrade comes first, then the rollback, each once.</summary>
internal sealed class Dbw2003MisplacedSection : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW2003",
            "A section stands twice, or in the wrong order",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(MigrationScript script, FileReport report)
    {
        var upgrade = script.Upgrade?.Marker;
        var seen = new Dictionary<SectionKind, SourceSpan>();
        foreach (var marker in script.Outline.Markers)
        {
            if (seen.TryGetValue(marker.Section, out var first))
                report.Add(this, marker.Span, $"{Name(marker)} already stands in line {first.Line}; make one section of the two");
            else if (marker.Section == SectionKind.Rollback && upgrade is { } later && later.Line > marker.Span.Line)
                report.Add(
                    this,
                    marker.Span,
                    $"'-- rollback' stands before '-- upgrade' of line {later.Line}; move it behind the upgrade"
                );
            seen[marker.Section] = marker.Span;
        }
    }

    private static string Name(SectionLine marker) => marker.Section == SectionKind.Upgrade ? "'-- upgrade'" : "'-- rollback'";
}
