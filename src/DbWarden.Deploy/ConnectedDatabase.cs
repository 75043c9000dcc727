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
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(60);

    private readonly DeploymentTarget _target;
    private readonly DatabaseEngine _engine;
    private readonly DatabaseConnection _control;
    private readonly ServerFacts _facts;
    private readonly ErrorReader _errors;
    private readonly Action<DeploymentEvent> _report;
    private readonly ExecutionIdentity _identity = ExecutionIdentity.Create();
    private readonly LeaseQueries _leaseQueries;
    private readonly CommandHint _command;

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
        var tables = new RecordTables(engine.Sql, facts.Schema);
        Records = new RecordStore(engine, control, tables, target.Database);
        _leaseQueries = new LeaseQueries(tables, target.Database);
        _command = CommandHint.For(target);
    }

    public RecordStore Records { get; }

    /// <summary>Reads the records and plans from them.</summary>
    public async Task<Result<MigratePlan>> PlanAsync(IPlanner planner, bool mayWait, CancellationToken cancellation)
    {
        var records = await Records.ReadAsync(planner.NeedsRollbackSql, cancellation);
        if (!records.IsSuccess)
            return records.Failure;
        _tablesExist = records.Value.TablesExist;
        return planner.Plan(records.Value.Records, mayWait);
    }

    /// <summary>Takes the lease; this is the first write of a run, so the tables are made for it where they are not there yet.</summary>
    public async Task<Result<Lease>> TakeLeaseAsync(string operation, CancellationToken cancellation)
    {
        if (!_tablesExist)
            await Records.CreateTablesAsync(cancellation);
        var claim = new LeaseClaim(_identity, _facts, operation, Ttl);
        return await new LeaseTaker(_engine, _control, _leaseQueries, claim, _command, _report).TakeAsync(_target.LockWait, cancellation);
    }

    public async Task<MigrationRunner> OpenRunnerAsync(Lease lease, string operation, CancellationToken cancellation)
    {
        var progress = new StatementProgress(_report);
        var settings = new WorkSessionSettings(
            _target.ConnectionString,
            _control,
            _leaseQueries,
            lease.Token,
            _target.ReportStatements ? progress.Finished : null
        );
        var session = await _engine.OpenWorkSessionAsync(settings, cancellation);
        var factory = new RecordFactory(_target.Database, _target.Artifact, _identity, _facts);
        var writer = new RecordWriter(_engine, _control, Records.Queries, factory, operation);
        return new MigrationRunner(session, _engine, writer, new FailureAccount(_errors, operation, _command), progress);
    }

    public ValueTask DisposeAsync() => _control.DisposeAsync();
}
