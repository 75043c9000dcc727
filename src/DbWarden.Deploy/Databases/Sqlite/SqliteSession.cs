using System.Diagnostics;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Migrations.Dialects;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>SQLite has one writer, so migrations, records and lease share one connection.</summary>
internal sealed class SqliteSession(WorkSessionSettings settings) : WorkSession
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(5);

    /// <summary>How many records are kept back at most; their rollbacks can be long.</summary>
    private const int WritesAtOnce = 100;

    private readonly DatabaseConnection _control = settings.Control;
    private readonly SqliteFence _fence = new(settings.Control, settings.LeaseQueries.Fence(settings.Lease));
    private readonly SqliteTemporaryObjects _temporaryObjects = new(settings.Control);
    private readonly List<Query> _writes = [];

    private SessionOptions _options = new();
    private HashSet<SqliteForeignKeyViolation>? _oldViolations;
    private bool _foreignKeysAreOff;
    private bool _sessionChanged;
    private long _lastHeartbeat = Stopwatch.GetTimestamp();

    public override IReadOnlyList<long> ConnectionIds => [];

    private SqliteConnection Connection => (SqliteConnection)_control.Connection;

    private sqlite3 Database => Connection.Handle!;

    public override bool CanGiveWay => false;

    public override Task BeginUnitsAsync(PlannedMigration migration, SessionOptions options, CancellationToken cancellation)
    {
        _options = options;
        return Task.CompletedTask;
    }

    public override async Task BeginAsync(SessionOptions options, CancellationToken cancellation)
    {
        _options = options;
        if (options.ForeignKeysOff)
        {
            _foreignKeysAreOff = true;
            await _control.ExecuteAsync("PRAGMA foreign_keys = OFF", cancellation);
            _oldViolations = await SqliteForeignKeyViolation.ReadAsync(_control, cancellation);
        }

        await RetryWhileBusyAsync("BEGIN IMMEDIATE"u8.ToArray(), cancellation);
        await FenceAsync(cancellation);
        if (Stopwatch.GetElapsedTime(_lastHeartbeat) >= HeartbeatInterval)
        {
            await _control.ExecuteAsync(
                settings.LeaseQueries.Heartbeat(settings.Lease, new LeaseActivity(null, null, [])),
                cancellation
            );
            _lastHeartbeat = Stopwatch.GetTimestamp();
        }
    }

    public override Task FenceAsync(CancellationToken cancellation) => _fence.CheckAsync(cancellation);

    public override Task ExecuteAsync(ScriptStatement statement, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _sessionChanged |= statement.Traits.HasFlag(StatementTraits.ChangesSession);
        var started = Stopwatch.GetTimestamp();
        Run(statement, cancellation);
        settings.StatementFinished?.Invoke(statement, Stopwatch.GetElapsedTime(started));
        return Task.CompletedTask;
    }

    private void Run(ScriptStatement statement, CancellationToken cancellation)
    {
        _temporaryObjects.Note(statement);
        if (_options.StatementTimeout is not { } limit)
        {
            using (new SqliteInterrupt(Database, cancellation))
                SqliteStatement.Run(Database, statement.Bytes.Span, statement);
            return;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(limit);
        try
        {
            using (new SqliteInterrupt(Database, timeout.Token))
                SqliteStatement.Run(Database, statement.Bytes.Span, statement);
        }
        catch (StatementFailedException failure)
            when (failure.Error.Kind == ServerErrorKind.Cancelled && !cancellation.IsCancellationRequested)
        {
            throw new StatementFailedException(
                statement,
                new ServerError(ServerErrorKind.Statement, StatementLimit.Message(limit)),
                failure
            );
        }
    }

    /// <summary>
    /// What changes something does so under the write lock, behind a fence that nobody can change meanwhile: a run that is paused between
    /// the fence and its statement has lost neither.
    /// </summary>
    public override async Task ExecuteAloneAsync(ScriptStatement statement, CancellationToken cancellation)
    {
        const StatementTraits Changes = StatementTraits.ChangesDefinitions | StatementTraits.ChangesRows;
        var isOpen = raw.sqlite3_get_autocommit(Database) == 0;
        if (isOpen && statement.Traits.HasFlag(StatementTraits.EndsTransaction))
            await FenceAsync(cancellation);
        if (isOpen || (statement.Traits & Changes) == StatementTraits.None)
        {
            await ExecuteAsync(statement, cancellation);
            return;
        }

        var started = Stopwatch.GetTimestamp();
        await RetryWhileBusyAsync("BEGIN IMMEDIATE"u8.ToArray(), cancellation);
        await FenceAsync(cancellation);
        Run(statement, cancellation);
        await RetryWhileBusyAsync("COMMIT"u8.ToArray(), cancellation);
        settings.StatementFinished?.Invoke(statement, Stopwatch.GetElapsedTime(started));
    }

    public override async Task CompleteAsync(CancellationToken cancellation)
    {
        if (_oldViolations is null)
            return;
        var violations = await SqliteForeignKeyViolation.ReadAsync(_control, cancellation);
        violations.ExceptWith(_oldViolations);
        if (violations.Count > 0)
            throw new StatementFailedException(statement: null, SqliteForeignKeyViolation.Describe(violations), inner: null);
    }

    /// <summary>Temporary objects go; settings cannot have been changed, since the planner refuses that.</summary>
    public override Task ContinueAsync(SessionOptions options, CancellationToken cancellation) =>
        _temporaryObjects.DropAsync(cancellation);

    /// <summary>
    /// Kept for the end of the transaction: where several migrations share one, each would change the schema, and their records would
    /// have to be prepared again behind each.
    /// </summary>
    public override Task WriteAsync(Query query, CancellationToken cancellation)
    {
        _writes.Add(query);
        return _writes.Count < WritesAtOnce ? Task.CompletedTask : WriteKeptAsync(cancellation);
    }

    private async Task WriteKeptAsync(CancellationToken cancellation)
    {
        foreach (var write in _writes)
            await _control.ExecuteAsync(write, cancellation);
        _writes.Clear();
    }

    public override async Task CommitAsync(CancellationToken cancellation)
    {
        await WriteKeptAsync(cancellation);
        await RetryWhileBusyAsync("COMMIT"u8.ToArray(), cancellation);
        await RestoreForeignKeysAsync();
    }

    public override async Task RollbackAsync()
    {
        _writes.Clear();
        await RollbackAsync(Connection);
        await RestoreForeignKeysAsync();
    }

    /// <summary>Undoes an open transaction; SQLite ends one by itself after some errors.</summary>
    public static Task RollbackAsync(SqliteConnection connection)
    {
        if (connection.Handle is { } database && raw.sqlite3_get_autocommit(database) == 0)
            SqliteStatement.Run(database, "ROLLBACK"u8, statement: null);
        return Task.CompletedTask;
    }

    public override async Task ResetAsync(CancellationToken cancellation)
    {
        if (!_sessionChanged && !await _temporaryObjects.HaveChangedAsync(cancellation))
            return;
        // Settings, attached databases and temporary objects live as long as the connection.
        await _control.ReopenAsync(cancellation);
        _sessionChanged = false;
        _fence.Forget();
        _temporaryObjects.Forget();
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task RestoreForeignKeysAsync()
    {
        _oldViolations = null;
        if (!_foreignKeysAreOff)
            return;
        _foreignKeysAreOff = false;
        await _control.ExecuteAsync("PRAGMA foreign_keys = ON", CancellationToken.None);
    }

    private bool MayWait(TimeSpan waited)
    {
        var limit = _options.LockTimeout ?? SqliteEngine.Instance.DefaultLockTimeout;
        return limit == TimeSpan.Zero || waited < limit;
    }

    private async Task RetryWhileBusyAsync(ReadOnlyMemory<byte> sql, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                SqliteStatement.Run(Database, sql.Span, statement: null);
                return;
            }
            catch (StatementFailedException failure)
                when (failure.Error.Kind == ServerErrorKind.Contention && MayWait(Stopwatch.GetElapsedTime(started)))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
            }
        }
    }
}
