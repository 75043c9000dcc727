using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Locking;

/// <summary>A lease that this run holds until it is disposed.</summary>
internal sealed class Lease(
    DatabaseEngine engine,
    DatabaseConnection connection,
    LeaseQueries queries,
    LeaseToken token,
    LeaseKeeper? keeper
) : IAsyncDisposable
{
    private const int Attempts = 100;
    private static readonly TimeSpan ReleasePatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public LeaseToken Token { get; } = token;

    /// <summary>Cancelled once the lease is lost; never where an engine's write lock is the sign of life.</summary>
    public CancellationToken Lost => keeper?.Lost ?? CancellationToken.None;

    /// <summary>Whether the lease is known to be lost, for a run whose connection has gone.</summary>
    public Task<bool> IsLostAsync(bool isCutOff) => keeper?.IsLostAsync(isCutOff) ?? Task.FromResult(false);

    /// <summary>Lets the others know what is running, and on which connections.</summary>
    public void Tell(LeaseActivity activity)
    {
        if (keeper is not null)
            keeper.Activity = activity;
    }

    /// <summary>The same at once: a statement may outlive its client on those connections. Throws <see cref="LeaseLostException"/>.</summary>
    public Task AnnounceAsync(LeaseActivity activity, CancellationToken cancellation)
    {
        Tell(activity);
        return new LostRace(engine).RepeatAsync(AnnounceOnceAsync, cancellation);

        async Task AnnounceOnceAsync()
        {
            if (await connection.ExecuteAsync(queries.Heartbeat(Token, activity), cancellation) == 0)
                throw new LeaseLostException("The lease is not this run's any more.");
        }
    }

    /// <summary>Frees the lease, on a new connection if need be. Where that fails, the next run will find the holder dead.</summary>
    public async ValueTask DisposeAsync()
    {
        if (keeper is not null)
            await keeper.DisposeAsync();
        using var patience = new CancellationTokenSource(ReleasePatience);
        var isReopened = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await connection.ExecuteAsync(queries.Release(Token), patience.Token);
                return;
            }
            catch (Exception exception)
                when (attempt < Attempts
                    && engine.Explain(exception)?.Kind is (ServerErrorKind.Contention or ServerErrorKind.NotReady)
                )
            {
                await Task.Delay(Pause);
            }
            catch (Exception exception) when (!isReopened && engine.Explain(exception)?.Kind == ServerErrorKind.ConnectionLost)
            {
                isReopened = true;
                await TryReopenAsync(patience.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException || engine.Explain(exception) is not null)
            {
                // Reported by whatever broke the connection; a second account of it would hide the first.
                return;
            }
        }
    }

    private async Task TryReopenAsync(CancellationToken cancellation)
    {
        try
        {
            await connection.ReopenAsync(cancellation);
        }
        catch (Exception exception) when (exception is OperationCanceledException || engine.Explain(exception) is not null)
        {
            // The release that follows fails as well, and ends the attempts.
        }
    }
}
