using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Planning;

/// <summary>What keeps pending migrations from sharing one transaction; said before anything runs.</summary>
internal sealed class SingleTransactionRefusals(DatabaseEngine engine, CommandHint command)
{
    private const string Untouched = "Nothing was run.";

    public Failure? Refuse(IReadOnlyList<PlannedMigration> plan)
    {
        if (!engine.Dialect.HasTransactionalDdl)
        {
            return new Failure(
                FailureKind.Usage,
                "--single-transaction cannot keep its promise here: MySQL and MariaDB commit each change of a definition by itself."
            )
            {
                State = Untouched,
                Next = ["Migrate without it; each file that stops half way can be resumed: " + command.For("migrate")],
            };
        }

        for (var i = 0; i < plan.Count; i++)
        {
            if (Obstacle(plan[i], isLast: i == plan.Count - 1) is { } obstacle)
            {
                return new Failure(FailureKind.Refused, $"{plan[i].File} cannot share a transaction with others: {obstacle}.")
                {
                    State = Untouched,
                    Next =
                    [
                        "Apply up to and including it first, without --single-transaction, or migrate without it altogether: "
                            + command.For("migrate"),
                    ],
                };
            }
        }

        return null;
    }

    private string? Obstacle(PlannedMigration migration, bool isLast)
    {
        var directives = migration.Script!.Directives;
        if (directives.NoTransaction)
            return "it declares no-transaction";
        if (directives.ForeignKeysOff && engine.SwitchesForeignKeysOff)
            return "it declares foreign-keys off, which works only outside of a transaction";
        if (
            !isLast
            && !engine.ResetsInTransaction
            && migration.Section is { } section
            && SectionSurvey.Of(section).SessionChange is { } setting
        )
            return $"'{setting.Summary}' would reach the migrations after it";
        return null;
    }
}
