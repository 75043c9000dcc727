using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Execution;

/// <summary>Runs one migration after another: in one transaction where that is possible, otherwise unit by unit with a journal.</summary>
internal sealed class MigrationRunner(
    WorkSession session,
    DatabaseEngine engine,
    RecordWriter records,
    FailureAccount account,
    StatementProgress progress,
    Lease lease,
    long controlConnection,
    ExecutionLimits limits,
    GivingWay givingWay,
    LostConnection lostConnection
) : IAsyncDisposable
{
    private readonly TransactionRunner _transactions = new(session, records, limits);
    private readonly UnitRunner _units = new(session, records, engine, givingWay);

    /// <summary>Runs a migration or its rollback. Null when it is done; otherwise what went wrong and how the database stands.</summary>
    public async Task<Failure?> RunAsync(PlannedMigration migration, CancellationToken cancellation)
    {
        var survey = SurveyOf(migration);
        progress.Begin(migration, survey.Statements);
        if (Refuse(migration, survey) is { } refusal)
            return refusal;

        var inTransaction = RunsInTransaction(migration, survey);
        _units.Forget();
        lease.Tell(Activity(migration.File));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lease.Lost);
        try
        {
            await session.ResetAsync(stop.Token);
            if (inTransaction)
                await RunTransactionAsync(migration, stop.Token);
            else
                await RunUnitsAsync(migration, survey, stop.Token);
            session.BeginReset();
            return null;
        }
        catch (Exception caught) when (account.Explains(caught))
        {
            var exception = await WithLeaseAsync(caught, cancellation);
            var journal = inTransaction ? null : _units.Record;
            if (MayHaveTakenEffect(exception))
                return await AccountForLossAsync(migration, exception, inTransaction, cancellation);
            var failure = account.Of(migration, exception, journal);
            // Once the lease is lost, the journal belongs to somebody else.
            await records.TryWriteFailureAsync(migration, exception is LeaseLostException ? null : journal, failure);
            return failure;
        }
    }

    /// <summary>Runs all migrations in one transaction. Null when they are done; otherwise nothing of any of them remains.</summary>
    public async Task<Failure?> RunTogetherAsync(
        Run run,
        IReadOnlyList<PlannedMigration> migrations,
        CancellationToken cancellation
    )
    {
        foreach (var migration in migrations)
        {
            if (Refuse(migration, SurveyOf(migration)) is { } refusal)
                return refusal;
        }

        var current = migrations[0];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lease.Lost);
        try
        {
            await session.ResetAsync(stop.Token);
            if (session.CanGiveWay)
                await givingWay.RunAsync(() => current, OptionsOf(current).LockTimeout!.Value, AttemptAsync, stop.Token);
            else
                await AttemptAsync();
            return null;
        }
        catch (Exception caught) when (account.Explains(caught))
        {
            var exception = await WithLeaseAsync(caught, cancellation);
            if (MayHaveTakenEffect(exception))
            {
                // All of them share the fate of the last one.
                var (isDone, _) = await lostConnection.LookAsync(migrations[^1], Patient(exception, cancellation));
                if (isDone != true)
                    run.Undone();
                return account.OfLossOfAll(migrations, exception, isDone);
            }

            run.Undone();
            var failure = account.OfAll(migrations, current, exception);
            await records.TryWriteFailureAsync(current, journal: null, failure);
            return failure;
        }

        // An attempt that gave way left nothing of any migration.
        Task AttemptAsync()
        {
            run.Undone();
            return _transactions.RunTogetherAsync(migrations, Start, run.Ran, stop.Token);
        }

        void Start(PlannedMigration migration)
        {
            current = migration;
            run.Starting(migration);
            progress.Begin(migration, migration.Section?.StatementCount ?? 0);
            lease.Tell(Activity(migration.File));
        }
    }

    /// <summary>
    /// Whoever takes a lease away ends its holder's sessions, and a statement also fails over what a successor has already done: where the
    /// lease is lost, that is what happened.
    /// </summary>
    private async Task<Exception> WithLeaseAsync(Exception caught, CancellationToken cancellation)
    {
        var lost =
            lease.Lost.IsCancellationRequested
            || (
                !cancellation.IsCancellationRequested
                && await lease.IsLostAsync(isCutOff: engine.Explain(caught)?.Kind == ServerErrorKind.ConnectionLost)
            );
        return lost ? new LeaseLostException("The lease could not be kept.", caught) : caught;
    }

    /// <summary>The connection broke before an answer came: by itself, or because the server did not heed that it was asked to stop.</summary>
    private bool MayHaveTakenEffect(Exception exception) =>
        exception is not LeaseLostException
        && (
            engine.Explain(exception) is { Kind: ServerErrorKind.ConnectionLost }
            || (exception is OperationCanceledException && session.IsBroken)
        );

    /// <summary>Whoever interrupts a run still wants to know how it ended.</summary>
    private static CancellationToken Patient(Exception exception, CancellationToken cancellation) =>
        exception is OperationCanceledException ? CancellationToken.None : cancellation;

    public ValueTask DisposeAsync()
    {
        _units.Dispose();
        return session.DisposeAsync();
    }

    /// <summary>A transaction that failed over a lock has left nothing, and can be run again.</summary>
    private Task RunTransactionAsync(PlannedMigration migration, CancellationToken cancellation) =>
        session.CanGiveWay
            ? givingWay.RunAsync(
                migration,
                OptionsOf(migration).LockTimeout!.Value,
                () => _transactions.RunAsync(migration, cancellation),
                cancellation
            )
            : _transactions.RunAsync(migration, cancellation);

    private SessionOptions OptionsOf(PlannedMigration migration) => limits.For(migration.Script!.Directives);

    private async Task RunUnitsAsync(PlannedMigration migration, SectionSurvey survey, CancellationToken cancellation)
    {
        var known = session.ConnectionIds.Count;
        var options = OptionsOf(migration);
        await session.BeginUnitsAsync(migration, options, cancellation);
        if (session.ConnectionIds.Count != known)
            await lease.AnnounceAsync(Activity(migration.File), cancellation);
        await _units.RunAsync(migration, survey, options, cancellation);
    }

    private async Task<Failure> AccountForLossAsync(
        PlannedMigration migration,
        Exception exception,
        bool inTransaction,
        CancellationToken cancellation
    )
    {
        var (isDone, found) = await lostConnection.LookAsync(migration, Patient(exception, cancellation));
        var journal = inTransaction ? null : _units.Settle(found);
        var failure = account.OfLoss(migration, exception, isDone, journal);
        if (isDone == false)
            await records.TryWriteFailureAsync(migration, journal, failure);
        return failure;
    }

    private LeaseActivity Activity(string? migration) =>
        new(migration, Unit: null, [controlConnection, .. session.ConnectionIds]);

    private static SectionSurvey SurveyOf(PlannedMigration migration) =>
        migration.Section is { } section ? SectionSurvey.Of(section) : default;

    private static bool RunsInTransaction(PlannedMigration migration, SectionSurvey survey) =>
        // What began unit by unit goes on so, even if the rest could run in a transaction.
        migration.Record
            is not { State: RecordState.Failed or RecordState.Applying }
        && survey.RunsInTransaction(migration.Script!);

    private Failure? Refuse(PlannedMigration migration, SectionSurvey survey) =>
        SectionProblem.Find(migration, survey, RunsInTransaction(migration, survey)) is { } problem
            ? account.Malformed(migration, problem.Message, problem.Position)
            : null;
}
