using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A rollback that is declared impossible or unnecessary is never run.</summary>
internal sealed class Dbw2007ContradictedRollback : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW2007",
            "The rollback has statements, though it is declared not to",
            DiagnosticSeverity.Warning,
            CanSetSeverity: true,
            CanAllowInFile: false
        );

    public override void Check(MigrationScript script, FileReport report)
    {
        if (script is not { Rollback.FirstStatement: { } statement, RollbackKind: not RollbackKind.Real })
            return;
        var declared = script.RollbackKind == RollbackKind.Irreversible ? "irreversible" : "nothing-to-undo";
        report.Add(
            this,
            statement,
            $"the file declares '{declared}', so this rollback would never run; remove the directive or the statements"
        );
    }
}
