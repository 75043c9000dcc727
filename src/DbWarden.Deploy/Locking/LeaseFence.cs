using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Locking;

/// <summary>Makes sure that the lease is held, and in a transaction that it stays so until the end.</summary>
internal sealed class LeaseFence(DatabaseConnection connection, LeaseQueries queries, LeaseToken token)
{
    /// <summary>Throws <see cref="LeaseLostException"/>.</summary>
    public Task CheckAsync(CancellationToken cancellation) => CheckAsync([], cancellation);

    /// <summary>Runs statements and then makes sure of the lease, in one packet where that can be told from one answer.</summary>
    /// <param name="writes">Statements of a transaction, on an engine that takes several in a packet.</param>
    public async Task CheckAsync(IReadOnlyList<Query> writes, CancellationToken cancellation)
    {
        bool isHeld;
        if (connection.Sql.KeepsLeaseByWriting)
        {
            if (writes.Count > 0)
                await connection.ExecuteAsync(Query.Join(writes), cancellation);
            isHeld = await connection.ExecuteAsync(queries.Touch(token), cancellation) > 0;
        }
        else
        {
            var fence = Query.Join([.. writes, queries.Keep(token)]);
            isHeld = await connection.ReadAsync(fence, _ => true, cancellation) is not [];
        }

        if (!isHeld)
            throw new LeaseLostException("The lease is not this run's any more.");
    }
}
