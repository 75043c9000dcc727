using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Execution;

/// <summary>What keeps a section from running as it is written. The build finds it, too; an artifact need not come from our build.</summary>
/// <param name="Position">Line and column in the file; null for the file as a whole.</param>
internal sealed record SectionProblem(string Message, (int Line, int Column)? Position)
{
    /// <param name="inTransaction">Whether the section runs in a transaction of ours.</param>
    public static SectionProblem? Find(PlannedMigration migration, SectionSurvey survey, bool inTransaction)
    {
        if (migration.Section is null && migration.Direction == Direction.Upgrade)
            return new SectionProblem("It has no '-- upgrade' section.", Position: null);
        if (survey.Problem is { } problem)
            return new SectionProblem(
                $"It cannot be read as SQL: {SyntaxWords.Describe(problem.Kind)}.",
                (problem.Line, problem.Column)
            );
        if (survey.LeavesTransactionOpen)
            return new SectionProblem("A transaction or a table lock that it opens is still open at its end.", Position: null);
        return inTransaction && survey.TransactionControl is { } control
            ? new SectionProblem(
                $"'{control.Summary}' would end the transaction in which it runs; declare '-- dbwarden: no-transaction' or leave the statement out.",
                control.Locate(offset: null)
            )
            : null;
    }
}
