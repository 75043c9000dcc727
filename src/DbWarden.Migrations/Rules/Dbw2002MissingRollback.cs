using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>Every migration says how it is undone, or that it cannot be.</summary>
internal sealed class Dbw2002MissingRollback : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new("DBW2002", "The file has no rollback section", DiagnosticSeverity.Error, CanSetSeverity: true, CanAllowInFile: false);

    public override void Check(MigrationScript script, FileReport report)
    {
        if (script is { Upgrade: { } upgrade, Rollback: null, RollbackKind: RollbackKind.Missing, Outline.IsComplete: true })
        {
            report.Add(
                this,
                upgrade.Marker,
                "the file has no '-- rollback' section; write one, or declare '-- dbwarden: irreversible <reason>' or '-- dbwarden: nothing-to-undo <reason>'"
            );
        }
    }
}
