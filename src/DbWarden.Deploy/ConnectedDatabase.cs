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
        Records = new RecordStore(engine, control, tables, target.Database, target.LockWait);
        _leaseQueries = new LeaseQueries(tables, target.Database);
        _command = CommandHint.For(target);
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
