using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>
/// Puts a session back, while its run is busy with what comes between two migrations: drops temporary tables, variables, prepared
/// statements and table locks, and gives every setting its first value. The current database stays.
/// </summary>
internal sealed class MySqlReset(MySqlConnection connection)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Task? _pending;

    public void Begin() => _pending ??= connection.ResetConnectionAsync(CancellationToken.None).AsTask();

    /// <summary>Begins it unless it has begun, and waits for it.</summary>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        Begin();
        await _pending!.WaitAsync(cancellation);
        _pending = null;
    }

    /// <summary>Waits for it where nobody needs it any more: a connection that waits for an answer cannot be closed. Never throws.</summary>
    public async Task AbandonAsync()
    {
        if (_pending is not null)
            await _pending.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
