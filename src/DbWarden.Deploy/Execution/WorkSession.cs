using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Execution;

/// <summary>How one migration wants its session.</summary>
internal sealed record SessionOptions
{
    /// <summary>SQLite: no foreign keys during the transaction, a check before its commit.</summary>
    public bool ForeignKeysOff { get; init; }

    /// <summary>How long a statement waits for a lock; zero for no limit, null for what the server is set to.</summary>
    public TimeSpan? LockTimeout { get; init; }

    /// <summary>How long a statement may run; null for no limit.</summary>
    public TimeSpan? StatementTimeout { get; init; }
}

/// <summary>
/// The session in which migrations run, one after another. Statements may be collected and sent together: a failure can surface at a
/// later call than the one that passed its statement, and always names it.
/// </summary>
internal abstract class WorkSession : IAsyncDisposable
{
    /// <summary>The server's numbers for the connections of this session, for the lease row.</summary>
    public abstract IReadOnlyList<long> ConnectionIds { get; }

    /// <summary>How the server itself tells the milliseconds since the transaction began; null where only this side's clock does.</summary>
    public virtual ServerExpression? TransactionDuration => null;

    /// <summary>Whether others queue behind a statement that waits for a lock, so that it had better give up and come back.</summary>
    public virtual bool CanGiveWay => true;

    /// <summary>Begins a transaction whose first step is the fence.</summary>
    public abstract Task BeginAsync(SessionOptions options, CancellationToken cancellation);

    /// <summary>Runs a statement of the migration inside the transaction.</summary>
    public abstract Task ExecuteAsync(ScriptStatement statement, CancellationToken cancellation);

    /// <summary>Checks what is deferred to the end of a transaction, and gives the session its first state back.</summary>
    public abstract Task CompleteAsync(CancellationToken cancellation);

    /// <summary>Sends what has been collected, so that a failure surfaces now.</summary>
    public virtual Task SendAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Prepares the session for another migration in the same transaction, after <see cref="CompleteAsync"/>.</summary>
    public abstract Task ContinueAsync(SessionOptions options, CancellationToken cancellation);

    /// <summary>Writes a record inside the transaction.</summary>
    public abstract Task WriteAsync(Query query, CancellationToken cancellation);

    public abstract Task CommitAsync(CancellationToken cancellation);

    /// <summary>Undoes the transaction if there is one; never throws over a connection that is gone.</summary>
    public abstract Task RollbackAsync();

    /// <summary>Whether the connection is gone, so that the last answer may be missing.</summary>
    public virtual bool IsBroken => false;

    /// <summary>
    /// Makes sure, by way of another connection, that nothing of this session goes on at the server: a statement may outlive its connection.
    /// </summary>
    /// <param name="self">This run as the holder of its lease.</param>
    public virtual Task EndOnServerAsync(HolderInquiry self, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Prepares for units that run outside a transaction of ours; may add to <see cref="ConnectionIds"/>.</summary>
    /// <param name="migration">What the units belong to.</param>
    public virtual Task BeginUnitsAsync(PlannedMigration migration, SessionOptions options, CancellationToken cancellation) =>
        Task.CompletedTask;

    /// <summary>
    /// How many of some units, each a statement of which the catalog tells, may be sent together with the write that begins them, each
    /// behind its own fence; 0 where the write has to be made by itself.
    /// </summary>
    public virtual int CountTogether(Query journal, IReadOnlyList<ScriptStatement> units) => 0;

    /// <summary>Makes the write and runs the units. Throws where nothing of either has taken effect.</summary>
    public virtual Task<UnitsReached> RunTogetherAsync(UnitsTogether together, CancellationToken cancellation) =>
        throw new NotSupportedException("Units are sent together only where they have been counted.");

    /// <summary>Does what <see cref="ResetAsync"/> may have left to travel with a migration's first units, where something has to come before them.</summary>
    public virtual Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Checks the fence outside a transaction, directly before a unit.</summary>
    public abstract Task FenceAsync(CancellationToken cancellation);

    /// <summary>Runs a statement outside a transaction of ours; the file may open its own.</summary>
    public abstract Task ExecuteAloneAsync(ScriptStatement statement, CancellationToken cancellation);

    /// <summary>Whether a statement that the server refused may still have done a part of its work.</summary>
    public virtual bool MayHaveHalfFailed(ScriptStatement statement) => false;

    /// <summary>Clears away what a failed attempt at a statement left behind, before it is run again.</summary>
    public virtual Task PrepareRetryAsync(ScriptStatement statement, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Starts what <see cref="ResetAsync"/> asks for, where a server can do it while this side is still busy with other things.</summary>
    public virtual void BeginReset() { }

    /// <summary>
    /// Puts the session back to the state in which every migration starts, whatever the last one did to it: at the latest before anything
    /// else runs in it.
    /// </summary>
    public abstract Task ResetAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}
