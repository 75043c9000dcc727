using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Locking;

/// <summary>
/// Writes on the control connection as long as the lease is held. A run that has lost it can change nothing any more. A write that lost
/// against another transaction has left nothing, and is repeated.
/// </summary>
internal sealed class LeasedWriter(DatabaseEngine engine, DatabaseConnection connection, LeaseQueries queries, LeaseToken token)
{
    private readonly LeaseFence _fence = new(connection, queries, token);
    private readonly LostRace _race = new(engine);

    /// <summary>Writes one row, where the engine can with one statement, which costs one round trip. Throws <see cref="LeaseLostException"/>.</summary>
    public Task WriteAsync(LeasedWrite write, CancellationToken cancellation) =>
        connection.Sql.KeepsLeaseByWriting
            ? ExecuteAsync([write.Plain()], cancellation)
            : _race.RepeatAsync(() => ExecuteHeldAsync(WhileHeld(write), cancellation), cancellation);

    /// <summary>The write as one statement, for a session that has to see by itself whether it changed something.</summary>
    public Query WhileHeld(LeasedWrite write) => write.WhileHeld(queries, token);

    /// <summary>Writes all or nothing. Throws <see cref="LeaseLostException"/>.</summary>
    public Task ExecuteAsync(IReadOnlyList<Query> writes, CancellationToken cancellation) =>
        _race.RepeatAsync(() => ExecuteOnceAsync(writes, cancellation), cancellation);

    private async Task ExecuteHeldAsync(Query write, CancellationToken cancellation)
    {
        if (await connection.ExecuteAsync(write, cancellation) == 0)
            throw new LeaseLostException("The lease is not this run's any more.");
    }

    private async Task ExecuteOnceAsync(IReadOnlyList<Query> writes, CancellationToken cancellation)
    {
        await connection.BeginWriteAsync(cancellation);
        try
        {
            await _fence.CheckAsync(cancellation);
            foreach (var query in writes)
                await connection.ExecuteAsync(query, cancellation);
            await connection.CommitAsync();
        }
        catch (Exception exception) when (engine.Explain(exception)?.Kind != ServerErrorKind.ConnectionLost)
        {
            await connection.RollbackAsync();
            throw;
        }
    }
}
