using System.Diagnostics;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy;

/// <summary>The ways in which a database is deployed to and looked at. This is the spine: each method reads as the steps of a run.</summary>
public sealed class Deployment(DeploymentTarget target, Action<DeploymentEvent> report)
{
    private const string NothingUnderWay = "No migration was under way.";

    private readonly DatabaseEngine _engine =
        DatabaseEngine.Find(target.Engine)
        ?? throw new ArgumentException($"There is no engine named {target.Engine}.", nameof(target));

    private readonly ErrorReader _errors = new(DatabaseEngine.Find(target.Engine)!, target.Secrets);

    private ArtifactDatabase Migrations =>
        target.Migrations ?? new ArtifactDatabase(target.Database, target.Engine, target.Database, []);

    private PlannedMigrations Planned => new(_engine.Dialect);

    private SingleTransactionRefusals SingleTransaction => new(_engine, Command);

    private CommandHint Command => CommandHint.For(target);

    public Task<RunOutcome> MigrateAsync(MigrateOptions options, CancellationToken cancellation) =>
        RunAsync(
            new MigratePlanner(Migrations, Planned, target.Artifact?.Name, options, SingleTransaction, Command),
            options.DryRun,
            options.Backup,
            cancellation
        );

    public Task<RunOutcome> RollbackAsync(RollbackOptions options, CancellationToken cancellation) =>
        RunAsync(new RollbackPlanner(Migrations, Planned, options, Command), options.DryRun, options.Backup, cancellation);

    /// <summary>Takes a verified backup, and does nothing else.</summary>
    public Task<Result<BackupFile>> BackupAsync(BackupOptions options, CancellationToken cancellation) =>
        LookAsync(database => database.BackUpAsync(options, cancellation), cancellation);

    /// <summary>The backups of this database in the configured directory, oldest first; connects to nothing.</summary>
    public IReadOnlyList<BackupFile> ListBackups() =>
        [.. BackupDirectory.List(target.BackupDirectory).Where(backup => backup.Manifest.Database == target.Database)];

    /// <summary>
    /// Brings the database back to a backup: its schema, its data and its records, and removes what came later. The lock, and the
    /// history of what happened since, stay.
    /// </summary>
    public Task<Result<RestoreReport>> RestoreAsync(RestoreOptions options, CancellationToken cancellation) =>
        ConnectedAsync<RestoreReport>(
            options.DryRun ? Access.Read : Access.Write,
            async database =>
            {
                var started = Stopwatch.GetTimestamp();
                var backup = await BackupReader.ReadAsync(options.File, target.Database, cancellation);
                if (!backup.IsSuccess)
                    return backup.Failure;
                return await database.RestoreAsync(backup.Value, options, cancellation) is { } failure
                    ? failure
                    : new RestoreReport(backup.Value, Stopwatch.GetElapsedTime(started));
            },
            cancellation
        );

    /// <summary>Never writes; works for a read-only user.</summary>
    public Task<Result<StatusReport>> StatusAsync(CancellationToken cancellation) =>
        LookAsync<StatusReport>(
            async database =>
            {
                var records = await database.Records.ReadAsync(withRollbackSql: false, cancellation);
                return records.IsSuccess ? StatusBuilder.Build(Migrations, records.Value.Records) : records.Failure;
            },
            cancellation
        );

    /// <summary>Everything that happened, oldest first; never writes.</summary>
    /// <param name="limit">Only the newest so many; null for all.</param>
    public Task<Result<IReadOnlyList<HistoryEntry>>> HistoryAsync(int? limit, CancellationToken cancellation) =>
        LookAsync(database => database.Records.ReadHistoryAsync(limit, cancellation), cancellation);

    /// <summary>Makes the records say what somebody has done by hand; each change goes into the history.</summary>
    public async Task<Result<RepairReport>> RepairAsync(RepairOptions options, CancellationToken cancellation)
    {
        var changes = await ChangeRecordsAsync(
            new RepairPlanner(Migrations, Planned, options, Command),
            options.DryRun,
            cancellation
        );
        return changes.IsSuccess ? new RepairReport([.. changes.Value.Select(change => change.Description)]) : changes.Failure;
    }

    /// <summary>Records versions as there without running them; each goes into the history.</summary>
    public async Task<Result<RunReport>> BaselineAsync(BaselineOptions options, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var planner = new BaselinePlanner(Migrations, Planned, target.Artifact?.Name, options.ToVersion, Command);
        var changes = await ChangeRecordsAsync(planner, options.DryRun, cancellation);
        return changes.IsSuccess
            ? new RunReport([.. changes.Value.Select(change => change.Migration)], Stopwatch.GetElapsedTime(started), [])
            : changes.Failure;
    }

    /// <summary>Who holds the lock, what it is doing, and whether it is alive. Never writes.</summary>
    public Task<Result<LockStatus>> LockStatusAsync(CancellationToken cancellation) =>
        LookAsync(database => database.LockStatusAsync(cancellation), cancellation);

    /// <summary>
    /// Frees the lock of a holder that is silent or dead, after its sessions have ended on the server; a healthy one only with
    /// <paramref name="force"/>. The answer is how the lock stood before: nothing was done where that is <see cref="LockState.Free"/>.
    /// </summary>
    public Task<Result<LockStatus>> UnlockAsync(bool force, CancellationToken cancellation) =>
        LookAsync(database => database.UnlockAsync(force, cancellation), cancellation);

    /// <summary>The ways in which this database's schema is looked at.</summary>
    /// <param name="scratchConnection">A connection to the server for scratch databases, as users write it; null for the database's own server. A secret.</param>
    public SchemaInspection Inspect(string? scratchConnection) => new(target, scratchConnection, report);

    private Task<Result<IReadOnlyList<RecordChange>>> ChangeRecordsAsync(
        IRecordPlanner planner,
        bool dryRun,
        CancellationToken cancellation
    ) =>
        ConnectedAsync(
            dryRun ? Access.Read : Access.Write,
            database => database.ChangeRecordsAsync(planner, dryRun, cancellation),
            cancellation
        );

    private async Task<RunOutcome> RunAsync(
        IPlanner planner,
        bool dryRun,
        BackupOptions? backupOptions,
        CancellationToken cancellation
    )
    {
        var run = new Run(report);
        try
        {
            var connected = await ConnectAsync(dryRun ? Access.Read : Access.Write, cancellation);
            if (!connected.IsSuccess)
                return run.Failed(connected.Failure);
            await using var database = connected.Value;

            // A look without the lease: a hundred replicas may start at once, and most of them have nothing to do.
            var seen = await database.PlanAsync(planner, mayWait: !dryRun, cancellation);
            if (!seen.IsSuccess)
                return run.Failed(seen.Failure);
            if (dryRun || seen.Value is { Migrations: [], MustWait: false })
                return run.Planned(seen.Value, dryRun);

            // Whether a backup can be taken shows before anything is written.
            var backup = await database.FindBackupAsync(backupOptions, cancellation);
            if (backup is not null && seen.Value.WantsBackup && await backup.PrepareAsync(cancellation) is { } impossible)
                return run.Failed(impossible);

            var taken = await database.TakeLeaseAsync(planner.Operation, cancellation);
            if (!taken.IsSuccess)
                return run.Failed(taken.Failure);
            await using var lease = taken.Value;

            return await RunUnderLeaseAsync(run, planner, database, backup, lease, cancellation);
        }
        catch (Exception exception) when (Explain(exception) is { } failure)
        {
            return run.Failed(failure);
        }
    }

    private async Task<RunOutcome> RunUnderLeaseAsync(
        Run run,
        IPlanner planner,
        ConnectedDatabase database,
        BackupTaker? backup,
        Lease lease,
        CancellationToken cancellation
    )
    {
        try
        {
            // Whoever held the lease before may have changed everything.
            var plan = await database.PlanAsync(planner, mayWait: false, cancellation);
            if (!plan.IsSuccess)
                return run.Failed(plan.Failure);
            run.Begin(plan.Value);
            if (
                backup is not null
                && plan.Value.WantsBackup
                && await BackUpAsync(run, database, backup, lease, cancellation) is { } withoutBackup
            )
                return run.Failed(withoutBackup);

            await using var runner = await database.OpenRunnerAsync(lease, planner.Operation, cancellation);
            if (plan.Value.InOneTransaction)
                return await runner.RunTogetherAsync(run, plan.Value.Migrations, cancellation) is { } undone
                    ? run.FailedTogether(undone)
                    : run.Succeeded();
            foreach (var migration in plan.Value.Migrations)
            {
                run.Starting(migration);
                if (await runner.RunAsync(migration, cancellation) is { } failure)
                    return run.Failed(failure);
                run.Completed(migration);
            }

            return run.Succeeded();
        }
        catch (Exception exception) when (_errors.Read(exception)?.Kind == ServerErrorKind.ConnectionLost)
        {
            // Whoever frees a lease ends its holder's sessions first.
            if (await lease.IsLostAsync(isCutOff: true))
                throw new LeaseLostException("The lease was freed, and the connection ended.", exception);
            throw;
        }
    }

    /// <summary>Null when the backup is there; otherwise why nothing may run.</summary>
    private static async Task<Failure?> BackUpAsync(
        Run run,
        ConnectedDatabase database,
        BackupTaker backup,
        Lease lease,
        CancellationToken cancellation
    )
    {
        if (await backup.PrepareAsync(cancellation) is { } impossible)
            return impossible;
        var taken = await database.TakeBackupAsync(backup, lease, cancellation);
        if (taken.IsSuccess)
            run.BackedUp(taken.Value);
        return taken.Failure;
    }

    private Task<Result<T>> LookAsync<T>(Func<ConnectedDatabase, Task<Result<T>>> look, CancellationToken cancellation)
        where T : notnull => ConnectedAsync(Access.Read, look, cancellation);

    private async Task<Result<T>> ConnectedAsync<T>(
        Access access,
        Func<ConnectedDatabase, Task<Result<T>>> work,
        CancellationToken cancellation
    )
        where T : notnull
    {
        try
        {
            var connected = await ConnectAsync(access, cancellation);
            if (!connected.IsSuccess)
                return connected.Failure;
            await using var database = connected.Value;
            return await work(database);
        }
        catch (Exception exception) when (Explain(exception) is { } failure)
        {
            return failure;
        }
    }

    private async Task<Result<ConnectedDatabase>> ConnectAsync(Access access, CancellationToken cancellation)
    {
        var connection = await new Connector(_engine, _errors, report).ConnectAsync(target, access, cancellation);
        if (!connection.IsSuccess)
            return connection.Failure;
        var facts = await _engine.ReadFactsAsync(connection.Value, target.Schema, cancellation);
        return new ConnectedDatabase(target, _engine, connection.Value, facts, _errors, report);
    }

    /// <summary>What happened outside of any migration; null for a bug, which is not ours to swallow.</summary>
    private Failure? Explain(Exception exception)
    {
        if (exception is OperationCanceledException)
            return Interrupted();
        if (exception is LeaseLostException)
            return FailureAccount.LeaseLost(NothingUnderWay, Command);
        return _errors.Read(exception) switch
        {
            null => null,
            { Kind: ServerErrorKind.Cancelled } => Interrupted(),
            { Kind: ServerErrorKind.NotReady or ServerErrorKind.Refused or ServerErrorKind.ConnectionLost } error => Describe(
                FailureKind.Unreachable,
                error
            ),
            { Kind: ServerErrorKind.Contention } error => Describe(FailureKind.Locked, error) with
            {
                State = "No migration was under way.",
                Next =
                [
                    "Try again when what stands in the way has ended. What is known of the lock: " + Command.For("lock-status"),
                ],
            },
            var error => Describe(FailureKind.MigrationFailed, error),
        };
    }

    private Failure Interrupted() =>
        new(FailureKind.Interrupted, "Interrupted.")
        {
            State = NothingUnderWay,
            Next = ["See what has been applied: " + Command.For("status")],
        };

    /// <summary>Every migration gives an account of its own, so none was under way.</summary>
    private Failure Describe(FailureKind kind, ServerError error) =>
        new(kind, error.Summary)
        {
            Details = [.. new[] { error.Detail, error.Hint }.OfType<string>()],
            State = NothingUnderWay,
            Next = ["When that is mended, see what has been applied: " + Command.For("status")],
        };
}
