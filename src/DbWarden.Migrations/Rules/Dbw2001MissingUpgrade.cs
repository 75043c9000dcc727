using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>Every migration has an upgrade section.</summary>
internal sealed class Dbw2001MissingUpgrade : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new("DBW2001", "The file has no upgrade section", DiagnosticSeverity.Error, CanSetSeverity: false, CanAllowInFile: false);

    public override void Check(MigrationScript script, FileReport report)
    {
        var outline = script.Outline;
        if (script.Upgrade is not null || !outline.IsComplete)
            return;
        if (outline.Markers.Count > 0)
            report.Add(this, outline.Markers[0].Span, "the file has no '-- upgrade' section; write one before '-- rollback'");
        else if (outline.StatementBeforeMarkers is { } statement)
            report.Add(
                this,
                statement,
                "the file has no '-- upgrade' section; write '-- upgrade' before this statement, and a '-- rollback' section behind the upgrade"
            );
        else
            report.Add(
                this,
                new SourceSpan(1, 1, 1, 1),
                "the file has no '-- upgrade' section; write '-- upgrade' and '-- rollback', with statements behind each"
            );
    }
}
