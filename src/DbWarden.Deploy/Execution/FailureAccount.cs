using System.Globalization;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Execution;

/// <summary>Tells what went wrong with a migration: where, why, how the database stands, and what to type next.</summary>
internal sealed class FailureAccount(ErrorReader errors, string operation, CommandHint command)
{
    public bool Explains(Exception exception) =>
        exception is LeaseLostException or OperationCanceledException || errors.Read(exception) is not null;

    public static Failure LeaseLost(string state, CommandHint command) =>
        new(FailureKind.Locked, "This run has lost the migration lock: another run took it over, or it was freed by unlock.")
        {
            State = state,
            Next =
            [
                "See what the other run is doing: " + command.For("lock-status"),
                "See what has been applied: " + command.For("status"),
            ],
        };

    /// <param name="journal">How far a migration came that ran unit by unit; null where it ran in a transaction.</param>
    public Failure Of(PlannedMigration migration, Exception exception, MigrationRecord? journal)
    {
        if (exception is LeaseLostException)
            return LeaseLost(State(migration, journal), command) with { Location = migration.Label };
        var error = errors.Read(exception);
        if (exception is OperationCanceledException || error?.Kind == ServerErrorKind.Cancelled)
            return Interrupted(migration, journal);

        var statement = (exception as StatementFailedException)?.Statement;
        return new Failure(FailureKind.MigrationFailed, error!.Message)
        {
            Location = statement is { } failed ? migration.LocationOf(failed.Locate(error.Offset)) : migration.Label,
            Details = Details(error, statement, journal),
            State = State(migration, journal),
            Next = Next(migration, journal),
        };
    }

    /// <summary>Where the connection broke; what became of the migration has been asked.</summary>
    /// <param name="isDone">Whether it took effect as a whole; null where nobody could be asked.</param>
    public Failure OfLoss(PlannedMigration migration, Exception exception, bool? isDone, MigrationRecord? journal)
    {
        var verb = migration.Direction == Direction.Upgrade ? "applied" : "rolled back";
        var failure = errors.Read(exception) is { } error
            ? new Failure(
                FailureKind.Unreachable,
                $"The connection to the server was lost while {migration.File} was being {verb}."
            )
            {
                Location = migration.Label,
                Details = [error.Summary],
            }
            : new Failure(FailureKind.Interrupted, $"Interrupted while {migration.File} was being {verb}.");
        return failure with
        {
            State = isDone switch
            {
                true => $"{migration.File} is {verb} all the same: that had been committed.",
                false => State(migration, journal),
                null => $"Whether {migration.File} is {verb} is not known: the server does not answer.",
            },
            Next = isDone switch
            {
                true => [$"Go on: {command.For(operation)}"],
                false => journal is null
                    ? [$"Run it again: {command.For(operation)}"]
                    : UnresolvedMigration.Next(journal, command),
                null => ["When the server answers again, see what has been applied: " + command.For("status")],
            },
        };
    }

    /// <summary>Where the connection broke, and all migrations of the run shared a transaction.</summary>
    public Failure OfLossOfAll(IReadOnlyList<PlannedMigration> migrations, Exception exception, bool? isDone)
    {
        var failure = OfLoss(migrations[^1], exception, isDone, journal: null);
        if (migrations.Count == 1 && isDone != false)
            return failure;
        return failure with
        {
            State = isDone switch
            {
                true => $"All {migrations.Count} migrations are applied all the same: that had been committed.",
                false => StateOfAll(migrations),
                null => $"Whether the {migrations.Count} migrations are applied is not known: the server does not answer.",
            },
            Next = isDone == false ? [$"Run it again: {command.For(operation + " --single-transaction")}"] : failure.Next,
        };
    }

    private static string StateOfAll(IReadOnlyList<PlannedMigration> migrations) =>
        migrations.Count == 1
            ? State(migrations[0], journal: null)
            : $"All {migrations.Count} migrations ran in one transaction, which was undone: nothing of this run remains.";

    /// <summary>Where all migrations of a run shared a transaction.</summary>
    public Failure OfAll(IReadOnlyList<PlannedMigration> migrations, PlannedMigration failed, Exception exception)
    {
        var failure = Of(failed, exception, journal: null);
        var again = command.For(operation + " --single-transaction");
        return failure with
        {
            State = StateOfAll(migrations),
            Next = failure.Kind switch
            {
                FailureKind.MigrationFailed => [$"Correct {failed.File}, build, and run: {again}"],
                FailureKind.Interrupted => [$"Begin again: {again}"],
                _ => failure.Next,
            },
        };
    }

    /// <summary>A file that cannot be run at all; nothing of it has been.</summary>
    public Failure Malformed(PlannedMigration migration, string message, (int Line, int Column)? position) =>
        new(FailureKind.MigrationFailed, message)
        {
            Location = position is { } place ? migration.LocationOf(place) : migration.Label,
            State = $"Nothing of {migration.File} was run.",
            Next = Next(migration, journal: null),
        };

    private Failure Interrupted(PlannedMigration migration, MigrationRecord? journal) =>
        new(
            FailureKind.Interrupted,
            $"Interrupted while {(migration.Direction == Direction.Upgrade ? "applying" : "rolling back")} {migration.File}."
        )
        {
            State = State(migration, journal),
            Next = journal is null ? [$"Go on: {command.For(operation)}"] : UnresolvedMigration.Next(journal, command),
        };

    private static List<string> Details(ServerError error, ScriptStatement? statement, MigrationRecord? journal)
    {
        var details = new List<string>();
        if (error.Code is not null)
            details.Add(error.Code);
        if (error.Detail is not null)
            details.Add("Detail: " + error.Detail);
        if (error.Hint is not null)
            details.Add("Hint: " + error.Hint);
        if (error.Context is not null)
            details.Add("Context: " + error.Context);
        if (statement is { } failed)
        {
            var unit = journal is null ? "" : string.Create(CultureInfo.InvariantCulture, $"Unit {journal.UnitsDone + 1}, ");
            details.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{unit}{(journal is null ? "Statement" : "statement")} {failed.Number}: {failed.Summary}"
                )
            );
        }

        return details;
    }

    private static string State(PlannedMigration migration, MigrationRecord? journal)
    {
        if (journal is not null)
            return UnresolvedMigration.State(journal);
        return migration.Direction == Direction.Upgrade
            ? $"{migration.File} was undone as a whole: nothing of it remains."
            : $"The rollback of {migration.File} was undone as a whole: the migration is still applied.";
    }

    private IReadOnlyList<string> Next(PlannedMigration migration, MigrationRecord? journal)
    {
        if (journal is not null)
            return UnresolvedMigration.Next(journal, command);
        return [$"Correct {migration.File}, build, and run: {command.For(operation)}"];
    }
}
