using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Locking;

/// <summary>Makes sure that the lease is held, and in a transaction that it stays so until the end.</summary>
internal sealed class LeaseFence(DatabaseConnection connection, LeaseQueries queries, LeaseToken token)
{
    /// <summary>Throws <see cref="LeaseLostException"/>.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        var isHeld = connection.Sql.KeepsLeaseByWriting
            ? await connection.ExecuteAsync(queries.Touch(token), cancellation) > 0
            : await connection.ReadAsync(queries.Keep(token), _ => true, cancellation) is not [];
        if (!isHeld)
            throw new LeaseLostException("The lease is not this run's any more.");
    }
}
