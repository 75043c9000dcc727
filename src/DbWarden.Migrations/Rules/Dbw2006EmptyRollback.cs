using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A rollback section undoes something, or the file says that there is nothing to undo.</summary>
internal sealed class Dbw2006EmptyRollback : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW2006",
            "The rollback section has no statement",
            DiagnosticSeverity.Error,
            CanSetSeverity: true,
            CanAllowInFile: false
        );

    public override void Check(MigrationScript script, FileReport report)
    {
        var isEmpty = script is { Rollback.StatementCount: 0, RollbackKind: RollbackKind.Missing };
        if (isEmpty && script.Outline.IsEmptyInItself(SectionKind.Rollback))
        {
            report.Add(
                this,
                script.Rollback!.Marker,
                "the rollback section has no statement; write one, or declare '-- dbwarden: nothing-to-undo <reason>' or '-- dbwarden: irreversible <reason>'"
            );
        }
    }
}
