using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy;

/// <summary>The database of a run, connected: its records, its lease, and the runner of its migrations.</summary>
internal sealed class ConnectedDatabase : IAsyncDisposable
{
    private readonly DeploymentTarget _target;
    private readonly DatabaseEngine _engine;
    private readonly DatabaseConnection _control;
    private readonly ServerFacts _facts;
    private readonly ErrorReader _errors;
    private readonly Action<DeploymentEvent> _report;
    private readonly ExecutionIdentity _identity = ExecutionIdentity.Create();
    private readonly LeaseQueries _leaseQueries;
    private readonly CommandHint _command;
    private readonly RecordFactory _factory;

    private bool _tablesExist;

    public ConnectedDatabase(
        DeploymentTarget target,
        DatabaseEngine engine,
        DatabaseConnection control,
        ServerFacts facts,
        ErrorReader errors,
        Action<DeploymentEvent> report
    )
    {
        (_target, _engine, _control, _facts, _errors, _report) = (target, engine, control, facts, errors, report);
        var tables = new RecordTables(control.Sql, facts.Schema);
        _command = CommandHint.For(target);
        Records = new RecordStore(engine, control, tables, target.Database, target.LockWait, _command);
        _leaseQueries = new LeaseQueries(tables, target.Database);
        _factory = new RecordFactory(target.Database, target.Artifact, _identity, facts);
    }

    public RecordStore Records { get; }

    /// <summary>Reads the records and plans from them.</summary>
    public async Task<Result<MigratePlan>> PlanAsync(IPlanner planner, bool mayWait, CancellationToken cancellation)
    {
        var records = await Records.ReadAsync(planner.NeedsRollbackSql, cancellation);
        if (!records.IsSuccess)
            return records.Failure;
        _tablesExist = records.Value.TablesExist;
        var plan = planner.Plan(records.Value.Records, mayWait);
        return plan.IsSuccess && _facts.IsPooled && PoolerRefusal.Of(plan.Value, _command) is { } refusal ? refusal : plan;
    }

    /// <summary>Takes the lease; this is the first write of a run, so the tables are made for it where they are not there yet.</summary>
    public async Task<Result<Lease>> TakeLeaseAsync(string operation, CancellationToken cancellation)
    {
        if (!_tablesExist)
            await Records.CreateTablesAsync(cancellation);
        var claim = new LeaseClaim(_identity, _facts, operation, _target.Timings.Ttl);
        var taker = new LeaseTaker(
            _engine,
            _control,
            _leaseQueries,
            claim,
            _target.Timings,
            _command,
            OpenAsync,
            (holder, evidence) => LockEntry("take-over", "taken over", holder, evidence),
            _report
        );
        var token = await taker.TakeAsync(_target.LockWait, cancellation);
        if (!token.IsSuccess)
            return token.Failure;
        var keeper = _engine.CanBeatWhileWorking
            ? new LeaseKeeper(
                _engine,
                OpenAsync,
                _leaseQueries,
                token.Value,
                _target.Timings,
                new LeaseActivity(Migration: null, Unit: null, [_facts.ConnectionId])
            )
            : null;
        return new Lease(_engine, _control, _leaseQueries, token.Value, keeper);
    }

    /// <summary>What takes this database's backup, where one is asked for.</summary>
    public async Task<BackupTaker?> FindBackupAsync(BackupOptions? options, CancellationToken cancellation) =>
        options is null ? null : new BackupTaker(_engine.Backups, await ContextAsync(cancellation), options);

    /// <summary>Takes a backup that <see cref="BackupTaker.PrepareAsync"/> found possible.</summary>
    public async Task<Result<BackupFile>> TakeBackupAsync(BackupTaker taker, Lease lease, CancellationToken cancellation)
    {
        var records = await Records.ReadAsync(withRollbackSql: false, cancellation);
        return records.IsSuccess
            ? await taker.TakeAsync(records.Value.Records, lease, () => BeatAsync(lease), cancellation)
            : records.Failure;
    }

    /// <summary>Takes a backup and does nothing else.</summary>
    public async Task<Result<BackupFile>> BackUpAsync(BackupOptions options, CancellationToken cancellation)
    {
        var taker = (await FindBackupAsync(options, cancellation))!;
        if (await taker.PrepareAsync(cancellation) is { } impossible)
            return impossible;
        var seen = await Records.ReadAsync(withRollbackSql: false, cancellation);
        if (!seen.IsSuccess)
            return seen.Failure;
        _tablesExist = seen.Value.TablesExist;
        var taken = await TakeLeaseAsync("backup", cancellation);
        if (!taken.IsSuccess)
            return taken.Failure;
        await using var lease = taken.Value;
        return await TakeBackupAsync(taker, lease, cancellation);
    }

    /// <summary>Brings the database back to a backup, or looks whether that could be done.</summary>
    public async Task<Failure?> RestoreAsync(BackupFile backup, RestoreOptions options, CancellationToken cancellation)
    {
        var restorer = new Restorer(_engine.Backups, await ContextAsync(cancellation), options);
        if (await restorer.PrepareAsync(backup, cancellation) is { } impossible)
            return impossible;
        var exist = await Records.FindTablesAsync(cancellation);
        if (!exist.IsSuccess)
            return exist.Failure;
        if (options.DryRun)
            return null;

        _tablesExist = exist.Value;
        const string Operation = "restore";
        var taken = await TakeLeaseAsync(Operation, cancellation);
        if (!taken.IsSuccess)
            return taken.Failure;
        await using var lease = taken.Value;
        var entry = _factory.Entry(Operation, migration: null, "restored", error: null) with
        {
            Description = backup.Manifest.File,
        };
        var job = new RestoreJob(
            backup,
            new LeaseFence(_control, _leaseQueries, lease.Token),
            _leaseQueries.Fence(lease.Token),
            Records.Queries.InsertHistory(entry, 0L),
            _leaseQueries.Scope,
            () => BeatAsync(lease)
        );
        var failure = await restorer.RestoreAsync(job, lease, cancellation);
        if (failure is not null)
            await TryNoteAsync(entry with { Outcome = "failed", Error = failure.Message });
        return failure;
    }

    private async Task<BackupContext> ContextAsync(CancellationToken cancellation) =>
        new(
            _target,
            await _engine.Backups.ReadProductAsync(_control, cancellation),
            _control,
            _facts,
            Records,
            _errors,
            OpenAsync,
            _report
        );

    /// <summary>A sign of life on a connection of its own, where the lease's keeper gives none.</summary>
    private async Task BeatAsync(Lease lease)
    {
        if (_engine.CanBeatWhileWorking)
            return;
        try
        {
            await using var connection = await OpenAsync(CancellationToken.None);
            var beat = _leaseQueries.Heartbeat(lease.Token, new LeaseActivity(null, null, []));
            if (await connection.ExecuteAsync(beat, CancellationToken.None) == 0)
                throw new LeaseLostException("The lease is not this run's any more.");
        }
        catch (Exception exception) when (_engine.Explain(exception)?.Kind == ServerErrorKind.Contention)
        {
            // Whoever keeps us from writing keeps out those who would take the lease, too.
        }
    }

    private async Task TryNoteAsync(HistoryEntry entry)
    {
        try
        {
            await _control.ExecuteAsync(Records.Queries.InsertHistory(entry, 0L), CancellationToken.None);
        }
        catch (Exception exception) when (_engine.Explain(exception) is not null)
        {
            // The failure itself is reported in any case.
        }
    }

    public async Task<MigrationRunner> OpenRunnerAsync(Lease lease, string operation, CancellationToken cancellation)
    {
        var progress = new StatementProgress(_report);
        var limits = ExecutionLimits.Of(_target, _engine);
        var givingWay = new GivingWay(_engine, limits.LockRetries, _report);
        var settings = new WorkSessionSettings(
            _target.ConnectionString,
            _control,
            _leaseQueries,
            lease.Token,
            _facts,
            _target.Timings,
            givingWay,
            _target.ReportStatements ? progress.Finished : null
        );
        var session = await OpenWorkSessionAsync(settings, lease, cancellation);
        var writer = WriterOf(lease, operation);
        var account = new FailureAccount(_errors, operation, _command);
        var lostConnection = new LostConnection(
            _engine,
            session,
            _control,
            _facts,
            _leaseQueries,
            Records.Queries,
            lease.Token,
            _target.ConnectTimeout
        );
        return new MigrationRunner(
            session,
            _engine,
            writer,
            account,
            progress,
            lease,
            _facts.ConnectionId,
            limits,
            givingWay,
            lostConnection
        );
    }

    private async Task<WorkSession> OpenWorkSessionAsync(
        WorkSessionSettings settings,
        Lease lease,
        CancellationToken cancellation
    )
    {
        var session = await _engine.OpenWorkSessionAsync(settings, cancellation);
        try
        {
            // Whoever finds this run dead must know of its session before the first statement: one may outlive us on the server.
            if (session.ConnectionIds.Count > 0)
                await lease.AnnounceAsync(
                    new LeaseActivity(null, null, [_facts.ConnectionId, .. session.ConnectionIds]),
                    cancellation
                );
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Changes the records under the lease, all or nothing, or says how they would be changed.</summary>
    public async Task<Result<IReadOnlyList<RecordChange>>> ChangeRecordsAsync(
        IRecordPlanner planner,
        bool dryRun,
        CancellationToken cancellation
    )
    {
        var seen = await Records.ReadAsync(withRollbackSql: true, cancellation);
        if (!seen.IsSuccess)
            return seen.Failure;
        _tablesExist = seen.Value.TablesExist;
        var changes = planner.Plan(seen.Value.Records);
        if (!changes.IsSuccess)
            return changes.Failure;
        if (dryRun || changes.Value.Count == 0)
            return changes;

        var taken = await TakeLeaseAsync(planner.Operation, cancellation);
        if (!taken.IsSuccess)
            return taken.Failure;
        await using var lease = taken.Value;
        var records = await Records.ReadAsync(withRollbackSql: true, cancellation);
        if (!records.IsSuccess)
            return records.Failure;
        changes = planner.Plan(records.Value.Records);
        if (!changes.IsSuccess)
            return changes.Failure;
        var writer = WriterOf(lease, planner.Operation);
        await writer.ExecuteAsync([.. changes.Value.SelectMany(writer.Change)], cancellation);
        return changes;
    }

    private RecordWriter WriterOf(Lease lease, string operation) =>
        new(
            _engine,
            _control,
            new LeasedWriter(_engine, _control, _leaseQueries, lease.Token),
            Records.Queries,
            _factory,
            operation
        );

    public Task<Result<LockStatus>> LockStatusAsync(CancellationToken cancellation) => Desk.StatusAsync(cancellation);

    public Task<Result<LockStatus>> UnlockAsync(bool force, CancellationToken cancellation) =>
        Desk.UnlockAsync(
            force,
            _target.LockWait,
            (holder, evidence) => LockEntry("unlock", "freed", holder, evidence),
            cancellation
        );

    private LockDesk Desk => new(_engine, _control, _facts, _leaseQueries, _target.Timings, _command, _report);

    private Task<DatabaseConnection> OpenAsync(CancellationToken cancellation) =>
        _engine.OpenAsync(_target.ConnectionString, Access.Write, cancellation);

    /// <summary>A history row about the lease: whose it was, and why it was taken away.</summary>
    private Query LockEntry(string operation, string outcome, string holder, string evidence) =>
        Records.Queries.InsertHistory(_factory.Entry(operation, migration: null, outcome, $"{holder}: {evidence}"), 0L);

    public ValueTask DisposeAsync() => _control.DisposeAsync();
}
