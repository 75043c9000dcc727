using System.Runtime.InteropServices;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Execution;

/// <summary>What a section holds, learned in one pass before anything of it runs.</summary>
/// <param name="Units">How many units it has when it runs unit by unit.</param>
/// <param name="ChangesOnlyRows">Whether every statement can be rolled back on an engine whose DDL commits by itself.</param>
/// <param name="Problem">Text that cannot be read as SQL.</param>
/// <param name="TransactionControl">The first statement that begins or ends a transaction.</param>
/// <param name="SessionChange">The first statement that changes a setting of its session.</param>
/// <param name="LeavesTransactionOpen">Whether a transaction or table locks that the section opened are still open at its end.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SectionSurvey(
    int Statements,
    int Units,
    bool ChangesOnlyRows,
    SyntaxProblem? Problem,
    ScriptStatement? TransactionControl,
    ScriptStatement? SessionChange,
    bool LeavesTransactionOpen
)
{
    private const StatementTraits Control = StatementTraits.BeginsTransaction | StatementTraits.EndsTransaction;

    /// <summary>Whether a section of a script runs in one transaction of ours.</summary>
    public bool RunsInTransaction(MigrationScript script) =>
        !script.Directives.NoTransaction && (script.Dialect.HasTransactionalDdl || Statements == 0 || ChangesOnlyRows);

    /// <summary>How many units an upgrade is recorded with.</summary>
    public static int UnitsOf(MigrationScript script)
    {
        if (script.Upgrade is not { } upgrade)
            return 0;
        var survey = Of(upgrade);
        return survey.RunsInTransaction(script) ? survey.Statements : survey.Units;
    }

    public static SectionSurvey Of(MigrationSection section)
    {
        var reader = new UnitReader(section);
        var changesOnlyRows = true;
        ScriptStatement? control = null;
        ScriptStatement? setting = null;
        while (reader.Read())
        {
            var traits = reader.Statement.Traits;
            changesOnlyRows &=
                (traits & (StatementTraits.ChangesRows | StatementTraits.ChangesSession)) != StatementTraits.None
                && (
                    traits
                    & (
                        StatementTraits.CommitsImplicitly
                        | StatementTraits.ChangesDefinitions
                        | StatementTraits.LocksTables
                        | Control
                    )
                ) == StatementTraits.None;
            if ((traits & Control) != StatementTraits.None)
                control ??= reader.Statement;
            if (traits.HasFlag(StatementTraits.ChangesSession))
                setting ??= reader.Statement;
        }

        return new SectionSurvey(
            reader.StatementCount,
            reader.UnitNumber,
            changesOnlyRows,
            reader.Problem,
            control,
            setting,
            reader.IsInsideGroup
        );
    }
}
