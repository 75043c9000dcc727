using System.Diagnostics;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Locking;

/// <summary>Takes the lease, waiting for its holder as long as it may. No transaction stays open while it waits.</summary>
internal sealed class LeaseTaker(
    DatabaseEngine engine,
    DatabaseConnection connection,
    LeaseQueries queries,
    LeaseClaim claim,
    CommandHint command,
    Action<DeploymentEvent> report
)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    public async Task<Result<Lease>> TakeAsync(TimeSpan wait, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        TimeSpan? reported = null;
        while (true)
        {
            var (token, holder) = await TryTakeAsync(cancellation);
            if (token is not null)
                return new Lease(engine, connection, queries, token);

            var elapsed = Stopwatch.GetElapsedTime(started);
            if (elapsed >= wait)
                return Held(holder, wait);
            if (reported is null || elapsed - reported >= ReportInterval)
            {
                report(new DeploymentEvent.WaitingForLock(Name(holder), elapsed));
                reported = elapsed;
            }

            // Jitter keeps a hundred waiting runs from asking in step.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(100, 400)), cancellation);
        }
    }

    /// <summary>One attempt: the token, or the holder that was met (null where another writer was in the way and the row says free).</summary>
    private async Task<(LeaseToken? Token, LeaseRow? Holder)> TryTakeAsync(CancellationToken cancellation)
    {
        try
        {
            // A look without a lock first: the row of a holder at work is locked for as long as its migration runs.
            if (await ReadAsync(queries.Read, cancellation) is { IsFree: false } holder)
                return (null, holder);
            return await TakeInTransactionAsync(cancellation);
        }
        catch (Exception exception) when (engine.Explain(exception)?.Kind is ServerErrorKind.Contention or ServerErrorKind.AlreadyExists)
        {
            return (null, null);
        }
    }

    private async Task<(LeaseToken? Token, LeaseRow? Holder)> TakeInTransactionAsync(CancellationToken cancellation)
    {
        await connection.ExecuteAsync(connection.Sql.BeginWrite, cancellation);
        try
        {
            var row = await ReadAsync(queries.ReadForUpdate, cancellation);
            if (row is null)
            {
                await connection.ExecuteAsync(queries.InsertFree, cancellation);
                row = await ReadAsync(queries.ReadForUpdate, cancellation);
            }

            if (row is { IsFree: false })
            {
                await connection.ExecuteAsync("ROLLBACK", CancellationToken.None);
                return (null, row);
            }

            var token = new LeaseToken(claim.Identity.ExecutionId, row!.Fence + 1);
            await connection.ExecuteAsync(queries.Take(token, claim), cancellation);
            await connection.ExecuteAsync("COMMIT", CancellationToken.None);
            return (token, null);
        }
        catch
        {
            await UndoAsync();
            throw;
        }
    }

    private async Task UndoAsync()
    {
        try
        {
            await connection.ExecuteAsync("ROLLBACK", CancellationToken.None);
        }
        catch (Exception exception) when (engine.Explain(exception) is not null)
        {
            // The transaction is gone already; what ended it is on its way to the caller.
        }
    }

    private async Task<LeaseRow?> ReadAsync(Query query, CancellationToken cancellation)
    {
        var rows = await connection.ReadAsync(query, queries.ReadRow, cancellation);
        return rows is [var row] ? row : null;
    }

    private static string Name(LeaseRow? holder) => holder?.Holder ?? "another program that is writing to the database";

    private Failure Held(LeaseRow? holder, TimeSpan wait) =>
        new(FailureKind.Locked, $"The migration lock is held: {Name(holder)}.")
        {
            Details = holder is null
                ? []
                : [$"Running: {holder.Migration ?? "not yet begun"}", FormattableString.Invariant($"Last sign of life: {holder.SinceHeartbeat.TotalSeconds:0} s ago")],
            State = "Nothing was changed by this run.",
            Next =
            [
                FormattableString.Invariant($"Wait longer than {wait.TotalSeconds:0} s: ") + command.For("migrate --lock-wait 10m"),
                "See who holds it, and whether it is alive: " + command.For("lock-status"),
            ],
        };
}
