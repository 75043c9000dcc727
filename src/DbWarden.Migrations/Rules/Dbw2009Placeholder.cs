using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A scaffolded file must be filled in before it is a migration.</summary>
internal sealed class Dbw2009Placeholder : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW2009",
            "The scaffold's placeholder is still there",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(MigrationScript script, FileReport report)
    {
        foreach (var placeholder in script.Outline.Placeholders)
        {
            report.Add(
                this,
                placeholder.Span,
                placeholder.Section == SectionKind.Rollback
                    ? "the placeholder of the rollback is still there; write the statements in its place, or declare '-- dbwarden: nothing-to-undo <reason>' or '-- dbwarden: irreversible <reason>'"
                    : "the placeholder of the upgrade is still there; write the statements in its place"
            );
        }
    }
}
