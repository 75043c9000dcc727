using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Planning;

/// <summary>
/// What cannot be done through a pooler; said before anything runs. A file without a transaction needs one session of the server from its
/// first statement to its last, and a pooler may give it another one for each.
/// </summary>
internal static class PoolerRefusal
{
    /// <summary>Null where nothing of the plan stands in the way.</summary>
    public static Failure? Of(MigratePlan plan, CommandHint command)
    {
        if (plan.Migrations.FirstOrDefault(RunsOutsideTransaction) is not { } migration)
            return null;
        var operation = migration.Direction == Direction.Upgrade ? "migrate" : "rollback";
        return new Failure(
            FailureKind.Refused,
            $"{migration.File} runs outside a transaction, which cannot be done through a pooler."
        )
        {
            State = "Nothing was run.",
            Next =
            [
                "Give a direct connection to the server for the deploy, past the pooler: "
                    + command.For(operation + " --connection-file FILE"),
            ],
        };
    }

    // What stopped half way goes on as it began, whatever the file says now.
    private static bool RunsOutsideTransaction(PlannedMigration migration) =>
        migration.Script!.Directives.NoTransaction || migration.Record is { State: RecordState.Failed or RecordState.Applying };
}
