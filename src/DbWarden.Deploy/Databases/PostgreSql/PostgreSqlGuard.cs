using System.Data;
using DbWarden.Deploy.Locking;
using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>
/// Keeps the lease from being taken away while statements run outside a transaction of ours: another connection holds the lease's row
/// lock. Its transaction must be READ COMMITTED, so that it holds no snapshot for which CREATE INDEX CONCURRENTLY would wait.
/// </summary>
internal sealed class PostgreSqlGuard : IAsyncDisposable
{
    /// <summary>
    /// What is sent to see whether the connection lives. It must be no query: the portal of one stays open, with its snapshot, until
    /// the next statement, and CREATE INDEX CONCURRENTLY would wait for it. Should this side vanish, the server ends the transaction.
    /// </summary>
    private readonly string _ping;

    private readonly NpgsqlConnection _connection;
    private readonly SemaphoreSlim _connectionIsFree = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _watching;

    private PostgreSqlGuard(NpgsqlConnection connection, string ping, TimeSpan interval)
    {
        (_connection, _ping) = (connection, ping);
        _watching = Task.Run(() => WatchAsync(interval));
    }

    public int ConnectionId => _connection.ProcessID;

    /// <summary>Cancelled once the guard's connection is gone, and the row lock with it.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Takes the row lock on a connection that it owns from then on. Throws <see cref="LeaseLostException"/>.</summary>
    /// <param name="timings">How often it is made sure that the connection is still there, and how soon the server is to end it otherwise.</param>
    public static async Task<PostgreSqlGuard> TakeAsync(
        NpgsqlConnection connection,
        Query fence,
        LeaseTimings timings,
        CancellationToken cancellation
    )
    {
        var idle = (long)PostgreSqlLimits.IdleInTransaction(timings.Ttl).TotalMilliseconds;
        var ping = FormattableString.Invariant($"SET LOCAL idle_in_transaction_session_timeout = {idle}");
        try
        {
            var pipeline = new PostgreSqlPipeline(connection);
            pipeline.Add("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
            pipeline.AddFence(fence);
            pipeline.Add(ping);
            await pipeline.SendAsync(cancellation);
            return new PostgreSqlGuard(connection, ping, timings.Heartbeat);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes sure that the row lock is held at this moment. Throws <see cref="LeaseLostException"/>.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        try
        {
            if (!_lost.IsCancellationRequested)
                await PingAsync(cancellation);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            await _lost.CancelAsync();
        }

        ThrowIfLost(inner: null);
    }

    public void ThrowIfLost(Exception? inner)
    {
        if (_lost.IsCancellationRequested)
            throw new LeaseLostException("The connection that guarded the lease has been lost.", inner);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        // Closing ends the transaction.
        await _connection.DisposeAsync();
        _stop.Dispose();
        _lost.Dispose();
        _connectionIsFree.Dispose();
    }

    private async Task WatchAsync(TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await PingAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The guard is not needed any more.
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            await _lost.CancelAsync();
        }
    }

    private static bool IsLoss(Exception exception) => exception is NpgsqlException or ConnectionLostException;

    private async Task PingAsync(CancellationToken cancellation)
    {
        await _connectionIsFree.WaitAsync(cancellation);
        try
        {
            if (_connection.State != ConnectionState.Open)
                throw new ConnectionLostException();
            await using var command = new NpgsqlCommand(_ping, _connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }
        finally
        {
            _connectionIsFree.Release();
        }
    }
}
