using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Locking;

/// <summary>Writes on the control connection as long as the lease is held. A run that has lost it can change nothing any more.</summary>
internal sealed class LeasedWriter(DatabaseEngine engine, DatabaseConnection connection, LeaseQueries queries, LeaseToken token)
{
    private const string Lost = "The lease is not this run's any more.";

    /// <summary>Changes one row with one statement, which costs one round trip. Throws <see cref="LeaseLostException"/>.</summary>
    /// <param name="update">An UPDATE or DELETE of a row that is there.</param>
    public async Task UpdateAsync(Query update, CancellationToken cancellation)
    {
        if (await connection.ExecuteAsync(queries.WhileHeld(token, update), cancellation) == 0)
            throw new LeaseLostException(Lost);
    }

    /// <summary>Writes all or nothing. Throws <see cref="LeaseLostException"/>.</summary>
    public async Task ExecuteAsync(IEnumerable<Query> writes, CancellationToken cancellation)
    {
        await connection.BeginWriteAsync(cancellation);
        try
        {
            if (await connection.ReadAsync(queries.Keep(token), _ => true, cancellation) is [])
                throw new LeaseLostException(Lost);
            foreach (var query in writes)
                await connection.ExecuteAsync(query, cancellation);
            await connection.ExecuteAsync("COMMIT", cancellation);
        }
        catch (Exception exception) when (engine.Explain(exception)?.Kind != ServerErrorKind.ConnectionLost)
        {
            await connection.ExecuteLastAsync(new Query("ROLLBACK"));
            throw;
        }
    }
}
