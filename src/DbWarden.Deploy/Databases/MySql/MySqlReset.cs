using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>
/// Puts a session back, while its run is busy with what comes before the next migration's first packet: drops temporary tables, variables,
/// prepared statements and table locks, and gives every setting its first value. The current database stays.
/// </summary>
internal sealed class MySqlReset(MySqlConnection connection)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private Task? _pending;

    /// <summary>Whether nothing else can be sent for now.</summary>
    public bool IsPending => _pending is not null;

    public void Begin() => _pending ??= connection.ResetConnectionAsync(CancellationToken.None).AsTask();

    /// <summary>Waits for it if it has begun.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        if (_pending is null)
            return;
        await _pending.WaitAsync(cancellation);
        _pending = null;
    }

    /// <summary>Waits for it where nobody needs it any more: a connection that waits for an answer cannot be closed. Never throws.</summary>
    public async Task AbandonAsync()
    {
        if (_pending is not null)
            await _pending.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
