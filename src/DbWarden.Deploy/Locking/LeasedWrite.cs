using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Locking;

/// <summary>A write of one row that only the holder of the lease may make.</summary>
/// <param name="Plain">By itself, for a transaction that keeps the lease.</param>
/// <param name="WhileHeld">As one statement that changes nothing unless the lease is held.</param>
internal sealed record LeasedWrite(Func<Query> Plain, Func<LeaseQueries, LeaseToken, Query> WhileHeld)
{
    /// <param name="update">An UPDATE or DELETE of a row that is there.</param>
    public static LeasedWrite Update(Query update) => new(() => update, (lease, token) => lease.WhileHeld(token, update));
}
