using System.Data;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using DbWarden.Deploy.Databases.MySql.Schemas;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Migrations.Dialects;
using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>
/// The connection on which statements run. It holds a named lock of the server for as long as it lives, so that a statement that
/// outlives its client is still seen.
/// </summary>
internal sealed class MySqlSession : WorkSession
{
    /// <summary>The length in bytes from which a statement travels alone: joined with another it would be copied.</summary>
    private const int LargeStatement = 1 << 16;

    private static readonly TimeSpan RollbackPatience = TimeSpan.FromSeconds(30);

    private readonly MySqlConnection _connection;
    private readonly DatabaseConnection _commands;
    private readonly WorkSessionSettings _settings;
    private readonly LeaseFence _fence;
    private readonly LostRace _race = new(MySqlEngine.Instance);
    private readonly MySqlReset _reset;

    /// <summary>Travels in front of a unit's first statement; null in a cluster, where the fence is a write.</summary>
    private readonly string? _fenceText;
    private readonly MySqlSetUp _setUp;
    private readonly MySqlNewTables _newTables = new();
    private readonly MySqlRowWait _rowWait = new();
    private readonly List<Query> _writes = [];
    private readonly long _packetSize;
    private PlannedMigration? _migration;
    private TimeSpan _tableTimeout;
    private TimeSpan? _statementTimeout;
    private string _beginning = "";
    private bool _insideGroup;
    private bool _fresh = true;
    private MySqlRowsBegun? _rows;

    private MySqlSession(MySqlConnection connection, WorkSessionSettings settings, MySqlNamedLock named, long packetSize)
    {
        _connection = connection;
        _reset = new MySqlReset(connection);
        _commands = new DatabaseConnection(connection, settings.Control.Sql, reuseCommands: false);
        _settings = settings;
        _fence = new LeaseFence(_commands, settings.LeaseQueries, settings.Lease);
        _fenceText = settings.Control.Sql.KeepsLeaseByWriting
            ? null
            : settings.LeaseQueries.FenceText(settings.Lease, MySqlText.BinaryLiteral);
        _setUp = new MySqlSetUp(_commands, named, connection.Database);
        _packetSize = packetSize;
    }

    private bool FencesByWriting => _settings.Control.Sql.KeepsLeaseByWriting;

    public override IReadOnlyList<long> ConnectionIds => [_connection.ServerThread];

    public static async Task<MySqlSession> OpenAsync(WorkSessionSettings settings, CancellationToken cancellation)
    {
        var connection = await MySqlEngine.OpenDriverAsync(settings.ConnectionString, cancellation);
        try
        {
            var commands = new DatabaseConnection(connection, settings.Control.Sql, reuseCommands: false);
            var named = new MySqlNamedLock(settings.LeaseQueries.Scope);
            await named.TakeAsync(commands, MySqlSetUp.Start, cancellation);
            var packetSize = await commands.ReadAsync(
                new Query("SELECT @@max_allowed_packet"),
                row => row.GetInt64(0),
                cancellation
            );
            return new MySqlSession(connection, settings, named, packetSize[0]);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task BeginAsync(SessionOptions options, CancellationToken cancellation)
    {
        // The transaction has begun with the definitions before it.
        if (_rows is not null)
            return;
        await PrepareAsync(cancellation);
        _fresh = false;
        _statementTimeout = options.StatementTimeout;
        // In a cluster, a unit of a file has just been begun by a write that was tied to the lease.
        if (FencesByWriting && _migration is null)
            await CheckFenceAsync(cancellation);
        // It travels with the first statement.
        _beginning = FenceWith(_rowWait.Limit(options)) + "START TRANSACTION; ";
    }

    public override async Task ExecuteAsync(ScriptStatement statement, CancellationToken cancellation)
    {
        _fresh = false;
        _setUp.Note(statement);
        if (_rows is { } begun)
        {
            _rows = null;
            // A statement that was killed may still say that all went well, such as one that sleeps.
            cancellation.ThrowIfCancellationRequested();
            if (begun.Failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            return;
        }

        if (statement.Bytes.Length >= _packetSize)
            throw new StatementFailedException(statement, MySqlErrors.TooLarge(statement.Bytes.Length, _packetSize), inner: null);
        if (statement.Bytes.Length >= LargeStatement)
            await SendBeginningAsync(cancellation);
        var started = Stopwatch.GetTimestamp();
        await using var command = new MySqlCommand(_beginning + statement.Text, _connection);
        _beginning = "";
        if (_statementTimeout is { } limit)
            command.CommandTimeout = (int)Math.Ceiling(limit.TotalSeconds);
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
            cancellation.ThrowIfCancellationRequested();
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.CommandTimeoutExpired)
        {
            throw new StatementFailedException(
                statement,
                new ServerError(ServerErrorKind.Statement, StatementLimit.Message(_statementTimeout!.Value)),
                exception
            );
        }
        catch (MySqlException exception)
        {
            throw MySqlErrors.OfStatement(exception, statement);
        }

        _settings.StatementFinished?.Invoke(statement, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>The table that others may be using while the statement wants it for itself; null where there is none.</summary>
    private string? MustProbe(ScriptStatement statement, MySqlNewTables newTables) =>
        _tableTimeout > TimeSpan.Zero && MySqlTableWait.TableOf(statement) is { } table && !newTables.Contains(table)
            ? table
            : null;

    private async Task SendBeginningAsync(CancellationToken cancellation)
    {
        if (_beginning.Length > 0)
            await _commands.ExecuteAsync(_beginning, cancellation);
        _beginning = "";
    }

    public override Task BeginUnitsAsync(PlannedMigration migration, SessionOptions options, CancellationToken cancellation)
    {
        (_migration, _tableTimeout, _insideGroup) = (migration, options.LockTimeout ?? TimeSpan.Zero, false);
        (_statementTimeout, _fresh) = (options.StatementTimeout, false);
        _rowWait.BeginMigration(isUnitByUnit: true);
        _newTables.Clear();
        return Task.CompletedTask;
    }

    public override async Task ExecuteAloneAsync(ScriptStatement statement, CancellationToken cancellation)
    {
        if (_rowWait.EndLimit() is { } end)
            _beginning = $"{end}; {_beginning}";
        // What the file itself has locked must not be let go by a probe.
        if (!_insideGroup && MustProbe(statement, _newTables) is { } table)
        {
            await _settings.GivingWay.RunAsync(
                _migration!,
                _tableTimeout,
                () => MySqlTableWait.ProbeAsync(_connection, statement, table, _tableTimeout, cancellation),
                cancellation
            );
            // That may have taken its time, and in a cluster nothing asks again.
            if (FencesByWriting)
                await CheckFenceAsync(cancellation);
        }

        await ExecuteAsync(statement, cancellation);
        _newTables.Note(statement);
        var traits = statement.Traits;
        _rowWait.Note(statement);
        if ((traits & (StatementTraits.LocksTables | StatementTraits.BeginsTransaction)) != StatementTraits.None)
            _insideGroup = true;
        else if ((traits & (StatementTraits.UnlocksTables | StatementTraits.EndsTransaction)) != StatementTraits.None)
            _insideGroup = false;
    }

    /// <summary>What the file has set would count for the journal, too, and somebody who wants to be told of each statement is told when it ends.</summary>
    public override int CountTogether(Query journal, IReadOnlyList<ScriptStatement> units)
    {
        if (
            FencesByWriting
            || _setUp.IsSessionChanged
            || _statementTimeout is not null
            || _settings.StatementFinished is not null
        )
            return 0;
        var newTables = new MySqlNewTables(_newTables);
        var length = journal.Length;
        var count = 0;
        foreach (var unit in units)
        {
            length += unit.Bytes.Length;
            if (length >= LargeStatement || MustProbe(unit, newTables) is not null)
                break;
            newTables.Note(unit);
            count++;
        }

        return count;
    }

    /// <summary>Whether the beginning of the rows finds room behind the definitions.</summary>
    private static bool IsSmall(UnitsTogether together) =>
        together.Rows is { } rows
        && together.Journal.Length + together.Units.Sum(unit => unit.Bytes.Length) + rows.Bytes.Length < LargeStatement;

    public override async Task<UnitsReached> RunTogetherAsync(UnitsTogether together, CancellationToken cancellation)
    {
        var reached = default(UnitsReached);
        var limitEnd = _rowWait.EndLimit();
        var withRows = IsSmall(together);
        var rowLimit = withRows ? _rowWait.Limit(together.Options) : null;
        MySqlRowsBegun? rows = null;
        await _reset.FinishAsync(cancellation);
        try
        {
            await _race.RepeatAsync(async () => reached = await SendAsync(), cancellation);
        }
        catch (MySqlException) when (!_setUp.IsDone)
        {
            await _setUp.CheckLockAsync(_connection.ServerThread, cancellation);
            throw;
        }

        _setUp.MarkDone();
        foreach (var unit in together.Units.Take(reached.Done))
            _newTables.Note(unit);
        _rows = rows;
        return reached;

        async Task<UnitsReached> SendAsync()
        {
            var packet = new MySqlUnitPacket(_connection, _fenceText!, together, withRows, rowLimit);
            if (!_setUp.IsDone)
                packet.Add(_setUp.Statement);
            if (limitEnd is not null)
                packet.Add(new Query(limitEnd));
            packet.Add(together.Journal);
            var answer = await packet.SendAsync(cancellation);
            rows = packet.Rows;
            return answer;
        }
    }

    /// <summary>The file may have changed how the server reads what is sent; the record is written in the driver's own encoding.</summary>
    public override async Task CompleteAsync(CancellationToken cancellation)
    {
        await SendBeginningAsync(cancellation);
        _writes.Clear();
        if (_setUp.IsSessionChanged)
            _writes.Add(new Query(MySqlSetUp.Names));
    }

    /// <summary>Definitions commit by themselves here, so that several migrations never share a transaction.</summary>
    public override Task ContinueAsync(SessionOptions options, CancellationToken cancellation) =>
        throw new NotSupportedException("The planner refuses several migrations in one transaction on this engine.");

    /// <summary>Writes are sent together, in one packet.</summary>
    public override Task WriteAsync(Query query, CancellationToken cancellation)
    {
        _writes.Add(query);
        return Task.CompletedTask;
    }

    public override async Task CommitAsync(CancellationToken cancellation)
    {
        // Inside the transaction the fence is held only from here to the commit: held longer, it would block the heartbeat.
        if (!FencesByWriting)
        {
            await _commands.ExecuteAsync(
                Query.Join([.. _writes, _settings.LeaseQueries.Fence(_settings.Lease), new Query("COMMIT")]),
                CancellationToken.None
            );
        }
        else
        {
            // A COMMIT that shares its packet claims success even where the other nodes have refused the transaction.
            await _commands.ExecuteAsync(Query.Join(_writes), cancellation);
            await _fence.CheckAsync(cancellation);
            await _commands.ExecuteAsync("COMMIT", CancellationToken.None);
        }

        _writes.Clear();
    }

    public override bool IsBroken => _connection.State != ConnectionState.Open;

    public override Task EndOnServerAsync(HolderInquiry self, CancellationToken cancellation) =>
        MySqlHolder.EndSessionsAsync(self, cancellation);

    public override async Task RollbackAsync()
    {
        (_beginning, _rows) = ("", null);
        // Where the session is still being put back, nothing has begun.
        if (_connection.State != ConnectionState.Open || _reset.IsPending)
            return;
        try
        {
            using var patience = new CancellationTokenSource(RollbackPatience);
            await _commands.ExecuteAsync("ROLLBACK", patience.Token);
        }
        catch (Exception exception) when (exception is MySqlException or OperationCanceledException)
        {
            // The server ends the transaction of a connection that is gone, or that gives no answer any more.
        }
    }

    /// <summary>It travels with the unit's first statement; in a cluster, the journal's write that has begun the unit is the fence.</summary>
    public override async Task FenceAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        _beginning = FenceWith(setting: null);
    }

    /// <summary>The fence, and what is to be set with it, in one statement; empty for neither.</summary>
    private string FenceWith(string? setting) =>
        (_fenceText, setting) switch
        {
            (null, null) => "",
            (null, _) => $"SET {setting}; ",
            (_, null) => $"{_fenceText}; ",
            _ => $"{_fenceText}, {setting}; ",
        };

    private Task CheckFenceAsync(CancellationToken cancellation) =>
        _race.RepeatAsync(() => _fence.CheckAsync(cancellation), cancellation);

    /// <summary>A statement on several objects does its work on those on which it can; a procedure commits as it goes.</summary>
    public override bool MayHaveHalfFailed(ScriptStatement statement) =>
        statement.Traits == StatementTraits.None
        || (
            statement.Text.Contains(',', StringComparison.Ordinal)
            && StatementWord.Read(statement.Bytes.Span) is [var verb, var what, ..]
            && (verb.Is("DROP") || what.Is("USER") || what.Is("ROLE"))
        );

    public override void BeginReset()
    {
        if (!_fresh)
            _reset.Begin();
    }

    /// <summary>Waited for before the first packet of what comes next.</summary>
    public override Task ResetAsync(CancellationToken cancellation)
    {
        if (_fresh)
            return Task.CompletedTask;
        BeginReset();
        _rowWait.BeginMigration(isUnitByUnit: false);
        _setUp.Undo();
        (_migration, _statementTimeout, _fresh) = (null, null, true);
        return Task.CompletedTask;
    }

    public override async Task PrepareAsync(CancellationToken cancellation)
    {
        if (_setUp.IsDone)
            return;
        await _reset.FinishAsync(cancellation);
        await _setUp.DoAsync(cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        await _reset.AbandonAsync();
        await _connection.DisposeAsync();
    }
}
