using System.Diagnostics;
using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Locking;

/// <summary>
/// Gives a sign of life for as long as a lease is held, on a connection of its own, also during long statements. Notices when the
/// lease is lost, or cannot be renewed for so long that another run may take it.
/// </summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    /// <summary>How soon after a holder's sessions have ended its lease is gone, if it is being taken away.</summary>
    private static readonly TimeSpan TakingAway = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TakingAwayPause = TimeSpan.FromMilliseconds(100);

    private readonly DatabaseEngine _engine;
    private readonly Func<CancellationToken, Task<DatabaseConnection>> _open;
    private readonly LeaseQueries _queries;
    private readonly LeaseToken _token;
    private readonly LeaseTimings _timings;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _beating;
    private long _renewed = Stopwatch.GetTimestamp();

    private volatile LeaseActivity _activity;

    /// <param name="activity">What the holder does until it says something else.</param>
    public LeaseKeeper(
        DatabaseEngine engine,
        Func<CancellationToken, Task<DatabaseConnection>> open,
        LeaseQueries queries,
        LeaseToken token,
        LeaseTimings timings,
        LeaseActivity activity
    )
    {
        (_engine, _open, _queries, _token, _timings, _activity) = (engine, open, queries, token, timings, activity);
        _beating = Task.Run(BeatAsync);
    }

    /// <summary>Cancelled once the lease is lost.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>What the next sign of life says that the holder is doing.</summary>
    public LeaseActivity Activity
    {
        get => _activity;
        set => _activity = value;
    }

    /// <summary>Asks at once, on a fresh connection.</summary>
    /// <param name="isCutOff">
    /// Whether the holder's own connection has gone: whoever takes a lease away ends its holder's sessions first, so that the lease may
    /// follow in a moment.
    /// </param>
    public async Task<bool> IsLostAsync(bool isCutOff)
    {
        if (Lost.IsCancellationRequested)
            return true;
        using var patience = new CancellationTokenSource(AnswerPatience);
        try
        {
            await using var connection = await _open(patience.Token);
            var started = Stopwatch.GetTimestamp();
            // Whoever is taking it away keeps its row locked meanwhile.
            var isHeld = true;
            var race = new LostRace(_engine);
            while (isHeld)
            {
                await race.RepeatAsync(AskAsync, patience.Token);
                if (isHeld && (!isCutOff || Stopwatch.GetElapsedTime(started) >= TakingAway))
                    return false;
                if (isHeld)
                    await Task.Delay(TakingAwayPause, patience.Token);
            }

            return true;

            async Task AskAsync() =>
                isHeld = await connection.ExecuteAsync(_queries.Heartbeat(_token, _activity), patience.Token) > 0;
        }
        catch (Exception exception) when (exception is OperationCanceledException || _engine.Explain(exception) is not null)
        {
            // The server is out of reach, so nobody knows.
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating;
        _stop.Dispose();
        _lost.Dispose();
    }

    /// <summary>How long this holder may still go without renewing its lease.</summary>
    private TimeSpan Remaining =>
        _timings.GivesUpAfter - Stopwatch.GetElapsedTime(_renewed) is { Ticks: > 0 } rest ? rest : TimeSpan.Zero;

    private async Task BeatAsync()
    {
        DatabaseConnection? connection = null;
        using var timer = new PeriodicTimer(_timings.Heartbeat);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                try
                {
                    connection ??= await OpenAsync();
                    if (!await BeatOnceAsync(connection))
                        break;
                }
                catch (Exception exception) when (_engine.Explain(exception) is not null)
                {
                    if (connection is not null)
                        await connection.DisposeAsync();
                    connection = null;
                    if (Remaining == TimeSpan.Zero)
                        break;
                }
                catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The lease is being released.
        }
        finally
        {
            // Whatever ended the signs of life: without them, the lease is as good as lost.
            if (!_stop.IsCancellationRequested)
                await _lost.CancelAsync();
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    private async Task<DatabaseConnection> OpenAsync()
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        attempt.CancelAfter(Remaining);
        return await _open(attempt.Token);
    }

    /// <summary>One sign of life. An attempt that hangs is as good as one that fails, unless the server keeps everybody waiting.</summary>
    /// <returns>False where the lease is lost.</returns>
    private async Task<bool> BeatOnceAsync(DatabaseConnection connection)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        // The server notes a time between now and its answer, which may come late.
        var began = Stopwatch.GetTimestamp();
        var beat = connection.ExecuteAsync(_queries.Heartbeat(_token, _activity), attempt.Token);
        while (await Task.WhenAny(beat, Task.Delay(Remaining, _stop.Token)) != beat)
        {
            if (await IsHeldUpAsync(connection))
            {
                _renewed = began = Stopwatch.GetTimestamp();
                continue;
            }

            await attempt.CancelAsync();
            break;
        }

        if (await beat == 0)
            return false;
        _renewed = began;
        return true;
    }

    private async Task<bool> IsHeldUpAsync(DatabaseConnection connection)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(AnswerPatience);
        try
        {
            return await _engine.IsHeldUpAsync(connection, _open, limit.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException || _engine.Explain(exception) is not null)
        {
            return false;
        }
    }
}
