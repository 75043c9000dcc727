using System.Globalization;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Records;

/// <summary>Writes what happened, for one run: records, journal and history.</summary>
internal sealed class RecordWriter(
    DatabaseEngine engine,
    DatabaseConnection control,
    LeasedWriter leased,
    RecordQueries queries,
    RecordFactory factory,
    string operation
)
{
    /// <summary>The server's SQL, as it has turned out when connecting: a cluster's node has words of its own.</summary>
    public EngineSql Sql => control.Sql;

    /// <summary>What is written when a migration is done, for the transaction that it belongs to.</summary>
    /// <param name="duration">Milliseconds, or an expression where the server knows better.</param>
    /// <param name="hasRecord">Whether a record is there to be replaced.</param>
    public IReadOnlyList<Query> Done(PlannedMigration migration, int units, object duration, bool hasRecord)
    {
        if (migration.Direction == Direction.Rollback)
            return Done(migration, queries.Delete(migration.Kind, migration.Identity), duration);
        var record = factory.Upgrade(migration, RecordState.Applied, units);
        return Done(migration, hasRecord ? queries.Replace(record, duration) : queries.Insert(record, duration), duration);
    }

    /// <summary>The same for a migration that this run has begun unit by unit.</summary>
    /// <param name="journal">Its record, as this run has written it when it began.</param>
    public IReadOnlyList<Query> Done(PlannedMigration migration, MigrationRecord journal, int units, long duration)
    {
        if (migration.Direction == Direction.Rollback)
            return Done(migration, units, duration, hasRecord: true);
        var done = journal with
        {
            State = RecordState.Applied,
            UnitsDone = units,
            UnitChecksums = null,
            UnitInDoubt = null,
            UnitEvidence = null,
            Error = null,
        };
        return Done(migration, queries.Complete(done, duration), duration);
    }

    private List<Query> Done(PlannedMigration migration, Query record, object duration)
    {
        var outcome = migration.Direction == Direction.Upgrade ? "applied" : "rolled back";
        return [record, queries.InsertHistory(factory.Entry(operation, migration, outcome, error: null), duration)];
    }

    /// <summary>What is written where a record changes and nothing is run.</summary>
    public IReadOnlyList<Query> Change(RecordChange change)
    {
        var migration = change.Migration;
        var entry =
            change.Kind == RecordChangeKind.Baseline
                ? factory.Entry(operation, migration, "recorded", error: null)
                : factory.Entry(operation, migration, "repaired", change.Description);
        var write = change.Kind switch
        {
            RecordChangeKind.Delete => queries.Delete(migration.Kind, migration.Identity),
            RecordChangeKind.Restore => queries.TurnRound(factory.Restored(migration, change.Units)),
            RecordChangeKind.Baseline => Save(migration, factory.Upgrade(migration, RecordState.Baseline, units: 0)),
            _ => Save(migration, factory.Upgrade(migration, RecordState.Applied, change.Units)),
        };
        return [write, queries.InsertHistory(entry, 0L)];
    }

    private Query Save(PlannedMigration migration, MigrationRecord record) =>
        migration.Record is null ? queries.Insert(record, 0L) : queries.Replace(record, 0L);

    /// <summary>The journal of a migration that is about to run unit by unit, and the write that begins it.</summary>
    /// <param name="starting">Says in the journal that the first unit starts, where nothing has to come before it; that saves a write.</param>
    /// <param name="evidence">How the server computes what is noted of that unit.</param>
    public (MigrationRecord Journal, LeasedWrite Write) BeginUnits(
        PlannedMigration migration,
        int units,
        Func<MigrationRecord, MigrationRecord> starting,
        FormattableString? evidence
    )
    {
        if (migration.Direction == Direction.Rollback)
        {
            var rollback = starting(Continue(factory.Rollback(migration, units), migration));
            return (rollback, LeasedWrite.Update(queries.TurnRound(rollback, evidence)));
        }

        var upgrade = starting(Continue(factory.Upgrade(migration, RecordState.Applying, units), migration));
        var write = migration.Record is null
            ? new LeasedWrite(
                () => queries.Insert(upgrade, 0L, evidence),
                (lease, token) => queries.InsertWhileHeld(upgrade, 0L, evidence, lease, token)
            )
            : LeasedWrite.Update(queries.Replace(upgrade, 0L, evidence));
        return (upgrade, write);
    }

    /// <summary>A journal that goes on where an earlier run stopped keeps what that one did.</summary>
    private static MigrationRecord Continue(MigrationRecord record, PlannedMigration migration) =>
        (
            migration.FirstUnit == 1
                ? record
                : record with
                {
                    UnitsDone = migration.FirstUnit - 1,
                    UnitChecksums = migration.Record!.UnitChecksums,
                }
        ) with
        {
            UnitInDoubt = migration.UnitsInDoubt > 0 ? migration.FirstUnit : null,
            UnitEvidence = migration.UnitsInDoubt > 0 ? migration.Record!.UnitEvidence : null,
        };

    /// <summary>What says how far a migration has come.</summary>
    /// <param name="evidence">How the server computes what is noted of the unit that begins.</param>
    public Query Progress(MigrationRecord journal, FormattableString? evidence) => queries.Progress(journal, evidence);

    /// <summary>Writes the journal at once.</summary>
    public Task WriteAsync(LeasedWrite write, CancellationToken cancellation) => leased.WriteAsync(write, cancellation);

    /// <summary>The write for a session that has to see by itself whether it changed something.</summary>
    public Query WhileHeld(LeasedWrite write) => leased.WhileHeld(write);

    /// <summary>Asks the server whether a condition holds.</summary>
    public async Task<bool> AskAsync(FormattableString condition, CancellationToken cancellation) =>
        await control.ReadAsync(
            queries.Ask(condition),
            row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture) == 1,
            cancellation
        )
            is [true];

    /// <summary>Writes on the control connection, all or nothing, as long as the lease is held.</summary>
    public Task ExecuteAsync(IReadOnlyList<Query> writes, CancellationToken cancellation) =>
        leased.ExecuteAsync(writes, cancellation);

    /// <summary>Records a failure as well as the database still allows; the failure itself is reported in any case.</summary>
    /// <param name="journal">
    /// How far a migration came that ran unit by unit; null for a transaction, of which nothing remains, and once the lease is lost:
    /// what happened may then still be told, but the record belongs to somebody else.
    /// </param>
    public async Task TryWriteFailureAsync(PlannedMigration migration, MigrationRecord? journal, Failure failure)
    {
        var error = failure.Location is null ? failure.Message : $"{failure.Location}: {failure.Message}";
        var outcome = failure.Kind == FailureKind.Interrupted ? "interrupted" : "failed";
        var history = queries.InsertHistory(factory.Entry(operation, migration, outcome, error), 0L);
        using var patience = new CancellationTokenSource(control.LastPatience);
        try
        {
            if (journal is null)
                await control.ExecuteAsync(history, patience.Token);
            else
                await leased.ExecuteAsync(
                    [queries.Progress(journal with { Error = error }, KeptEvidence(journal)), history],
                    patience.Token
                );
        }
        catch (Exception exception)
            when (exception is LeaseLostException or OperationCanceledException || engine.Explain(exception) is not null)
        {
            // The database is out of reach; the record still says "applying", which the next run takes for what it is.
        }
    }

    /// <summary>What was noted of a unit in doubt stays as the server has it.</summary>
    private static FormattableString? KeptEvidence(MigrationRecord journal) =>
        journal.UnitInDoubt is null ? null : (FormattableString)$"unit_evidence";
}
