using System.Data;
using System.Diagnostics;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;
using DbWarden.Migrations.Dialects;
using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>Sends a migration's transaction as a pipeline: fence, statements, reset, record and commit in one round trip.</summary>
internal sealed class PostgreSqlSession(NpgsqlConnection connection, WorkSessionSettings settings, PostgreSqlEngine engine)
    : WorkSession
{
    private static readonly TimeSpan RollbackPatience = TimeSpan.FromSeconds(10);

    private readonly PostgreSqlPipeline _pipeline = new(connection);
    private readonly Query _fence = settings.LeaseQueries.Fence(settings.Lease);

    // Once a session of the server has been reset, the pooler does not know any more what its client is called.
    private readonly string? _applicationName = settings.Facts.IsPooled
        ? PostgreSqlApplicationName.OfConnection(connection.ConnectionString)
        : null;

    private PostgreSqlGuard? _guard;
    private PlannedMigration? _migration;
    private TimeSpan _lockTimeout;
    private bool _insideTransaction;

    /// <summary>Whether the session may carry something of a migration that has to go before the next one begins.</summary>
    private bool _sessionChanged;

    /// <summary>Behind a pooler none: the numbers are the pooler's own, and its sessions anybody's.</summary>
    public override IReadOnlyList<long> ConnectionIds =>
        settings.Facts.IsPooled ? []
        : _guard is null ? [connection.ProcessID]
        : [connection.ProcessID, _guard.ConnectionId];

    public override ServerExpression? TransactionDuration { get; } =
        new("(extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000)::bigint");

    public override bool IsBroken => connection.State != ConnectionState.Open;

    public override async Task EndOnServerAsync(HolderInquiry self, CancellationToken cancellation)
    {
        await ReleaseGuardAsync();
        await PostgreSqlHolder.EndSessionsAsync(self, cancellation);
    }

    public override Task BeginAsync(SessionOptions options, CancellationToken cancellation)
    {
        BeginAfresh();
        _pipeline.Add(engine.Sql.BeginWrite);
        AddAll(Limits(options, local: true));
        _pipeline.AddFence(_fence);
        return Task.CompletedTask;
    }

    public override async Task ExecuteAsync(ScriptStatement statement, CancellationToken cancellation)
    {
        if (statement.Position.HasData)
        {
            await _pipeline.SendAsync(cancellation);
            await CopyAsync(statement, cancellation);
            return;
        }

        _pipeline.Add(statement);
        if (settings.StatementFinished is { } finished)
        {
            var started = Stopwatch.GetTimestamp();
            await _pipeline.SendAsync(cancellation);
            finished(statement, Stopwatch.GetElapsedTime(started));
        }
        else if (_pipeline.IsFull)
        {
            await _pipeline.SendAsync(cancellation);
        }
    }

    /// <summary>
    /// Deferred constraints are checked while the migration can still be named. What a session can carry to the next migration is put
    /// back by one statement before that; behind a pooler inside the transaction, since the next one may meet another session.
    /// </summary>
    public override Task CompleteAsync(CancellationToken cancellation)
    {
        _pipeline.Add("SET CONSTRAINTS ALL IMMEDIATE");
        AddAll(settings.Facts.IsPooled ? PostgreSqlReset.InsideTransaction : PostgreSqlReset.Settings);
        return Task.CompletedTask;
    }

    public override Task ContinueAsync(SessionOptions options, CancellationToken cancellation)
    {
        if (!settings.Facts.IsPooled)
            AddAll(PostgreSqlReset.Objects);
        _pipeline.Add(PostgreSqlReset.DeferConstraints);
        AddAll(Limits(options, local: true));
        return Task.CompletedTask;
    }

    public override Task SendAsync(CancellationToken cancellation) => _pipeline.SendAsync(cancellation);

    public override Task WriteAsync(Query query, CancellationToken cancellation)
    {
        _pipeline.Add(query);
        return Task.CompletedTask;
    }

    public override Task CommitAsync(CancellationToken cancellation)
    {
        _pipeline.Add("COMMIT");
        return _pipeline.SendAsync(cancellation);
    }

    public override async Task RollbackAsync()
    {
        _pipeline.Clear();
        if (connection.State != ConnectionState.Open)
            return;
        using var patience = new CancellationTokenSource(RollbackPatience);
        try
        {
            await using var command = new NpgsqlCommand("ROLLBACK", connection);
            await command.ExecuteNonQueryAsync(patience.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            // The server ends the transaction of a connection that is gone, or that gives no answer any more.
        }
    }

    public override async Task BeginUnitsAsync(PlannedMigration migration, SessionOptions options, CancellationToken cancellation)
    {
        BeginAfresh();
        (_migration, _lockTimeout, _insideTransaction) = (migration, options.LockTimeout ?? TimeSpan.Zero, false);
        AddAll(Limits(options, local: false));
        await _pipeline.SendAsync(cancellation);
        var guarding = await PostgreSqlEngine.OpenDriverAsync(
            settings.ConnectionString,
            settings.Lease.ExecutionId,
            cancellation
        );
        _guard = await PostgreSqlGuard.TakeAsync(guarding, _fence, settings.Timings, cancellation);
    }

    public override Task FenceAsync(CancellationToken cancellation) => _guard!.CheckAsync(cancellation);

    public override async Task ExecuteAloneAsync(ScriptStatement statement, CancellationToken cancellation)
    {
        var traits = statement.Traits;
        var isAlone = !_insideTransaction && !traits.HasFlag(StatementTraits.BeginsTransaction);
        _insideTransaction =
            traits.HasFlag(StatementTraits.BeginsTransaction)
            || (_insideTransaction && !traits.HasFlag(StatementTraits.EndsTransaction));
        if (isAlone && PostgreSqlConcurrently.IsIn(statement))
            await ExecuteConcurrentlyAsync(statement, cancellation);
        else if (isAlone)
            await settings.GivingWay.RunAsync(
                _migration!,
                _lockTimeout,
                () => ExecuteGuardedAsync(statement, cancellation),
                cancellation
            );
        else
            await ExecuteGuardedAsync(statement, cancellation);
    }

    /// <summary>Giving up while it waits would leave an invalid index; others do not queue behind it.</summary>
    private async Task ExecuteConcurrentlyAsync(ScriptStatement statement, CancellationToken cancellation)
    {
        await SetAsync(PostgreSqlLimits.LockTimeout(TimeSpan.Zero), cancellation);
        await ExecuteGuardedAsync(statement, cancellation);
        await SetAsync(PostgreSqlLimits.LockTimeout(_lockTimeout), cancellation);
    }

    /// <summary>The session has started with the others, unless it is a pooler's.</summary>
    private IReadOnlyList<string> Limits(SessionOptions options, bool local) =>
        settings.Facts.IsPooled
            ? [PostgreSqlLimits.Pooled(options, connection.PostgreSqlVersion, settings.Timings.Ttl, _applicationName)]
            : PostgreSqlLimits.Waiting(options, local);

    private Task SetAsync(string setting, CancellationToken cancellation)
    {
        _pipeline.Add(setting);
        return _pipeline.SendAsync(cancellation);
    }

    private async Task ExecuteGuardedAsync(ScriptStatement statement, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _guard!.Lost);
        try
        {
            if (statement.Position.HasData)
            {
                await CopyAsync(statement, stop.Token);
            }
            else
            {
                _pipeline.Add(statement);
                await _pipeline.SendAsync(stop.Token);
            }
        }
        catch (Exception exception)
        {
            _guard.ThrowIfLost(exception);
            throw;
        }

        settings.StatementFinished?.Invoke(statement, Stopwatch.GetElapsedTime(started));
    }

    public override Task PrepareRetryAsync(ScriptStatement statement, CancellationToken cancellation) =>
        PostgreSqlInvalidIndex.DropAsync(connection, statement, cancellation);

    /// <summary>What the session carries goes in the round trip that begins the next migration.</summary>
    public override Task ResetAsync(CancellationToken cancellation) => ReleaseGuardAsync();

    public override async ValueTask DisposeAsync()
    {
        await ReleaseGuardAsync();
        await connection.DisposeAsync();
    }

    /// <summary>Puts the session back, unless nothing has run in it, or nothing is left in it: behind a pooler each transaction does that.</summary>
    private void BeginAfresh()
    {
        if (_sessionChanged)
            _pipeline.Add(PostgreSqlReset.Everything);
        _sessionChanged = !settings.Facts.IsPooled;
    }

    private void AddAll(IReadOnlyList<string> statements)
    {
        foreach (var statement in statements)
            _pipeline.Add(statement);
    }

    private async Task ReleaseGuardAsync()
    {
        if (_guard is not null)
            await _guard.DisposeAsync();
        _guard = null;
    }

    private async Task CopyAsync(ScriptStatement statement, CancellationToken cancellation)
    {
        try
        {
            // The writer is only there to reach the stream below it: the rows stand in the file in the form in which they are sent.
            await using var writer = await connection.BeginTextImportAsync(statement.Text, cancellation);
            await ((StreamWriter)writer).BaseStream.WriteAsync(statement.Data, cancellation);
        }
        catch (PostgresException exception)
        {
            throw new StatementFailedException(statement, PostgreSqlErrors.Explain(exception)!, exception);
        }
    }
}
