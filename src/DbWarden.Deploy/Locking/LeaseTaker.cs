using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Locking;

/// <summary>
/// Takes the lease, waiting for its holder as long as it may, and takes over that of a holder which is dead. No transaction stays
/// open while it waits: that would block a holder's CREATE INDEX CONCURRENTLY.
/// </summary>
internal sealed class LeaseTaker(
    DatabaseEngine engine,
    DatabaseConnection connection,
    LeaseQueries queries,
    LeaseClaim claim,
    LeaseTimings timings,
    CommandHint command,
    Func<CancellationToken, Task<DatabaseConnection>> open,
    Func<string, string, Query> takeOverEntry,
    Action<DeploymentEvent> report
)
{
    private readonly LeaseTable _table = new(engine, connection, queries);
    private readonly LeaseWatch _watch = new();

    /// <summary>What keeps a dead holder's lease from being taken over, and will not go away by waiting.</summary>
    private Failure? _obstacle;

    public async Task<Result<LeaseToken>> TakeAsync(TimeSpan wait, CancellationToken cancellation)
    {
        var patience = new LockPatience(wait, report);
        while (true)
        {
            var (token, holder) = await TryTakeAsync(patience, cancellation);
            if (token is not null)
                return token;
            if (_obstacle is not null)
                return _obstacle;
            if (!await patience.PauseAsync(Name(holder), cancellation))
                return Held(holder);
        }
    }

    /// <summary>One attempt: the token, or the holder that was met (null where another writer was in the way and the row says free).</summary>
    private async Task<(LeaseToken? Token, LeaseRow? Holder)> TryTakeAsync(LockPatience patience, CancellationToken cancellation)
    {
        LeaseRow? seen = null;
        try
        {
            // A look without a lock first: the row of a holder at work is locked for as long as its migration runs.
            seen = await _table.ReadAsync(cancellation);
            if (seen is { IsFree: false })
            {
                if (_watch.Observe(seen) < timings.SuspectAfter)
                    return (null, seen);
                var judgement = await JudgeAsync(seen, cancellation);
                if (!judgement.IsDead(seen))
                    return (null, seen);
                if (MustProbe(judgement))
                {
                    await ProbeAsync(patience, cancellation);
                    return (null, seen);
                }
            }

            return await TakeNowAsync(cancellation);
        }
        catch (Exception exception)
            when (engine.Explain(exception)?.Kind
                    is ServerErrorKind.Contention
                        or ServerErrorKind.AlreadyExists
                        or ServerErrorKind.NotReady
            )
        {
            return (null, seen);
        }
    }

    private async Task<(LeaseToken? Token, LeaseRow? Holder)> TakeNowAsync(CancellationToken cancellation)
    {
        LeaseToken? token = null;
        string? evidence = null;
        var (row, taken) = await _table.ChangeAsync(
            async row =>
            {
                token = new LeaseToken(claim.Identity.ExecutionId, row.Fence + 1);
                if (row.IsFree)
                    return [queries.Take(token, claim, row.Format)];
                // It may have come back to life, or another run may have been quicker.
                if (_watch.Observe(row) < timings.SuspectAfter)
                    return null;
                var judgement = await JudgeAsync(row, cancellation);
                if (!judgement.IsDead(row) || MustProbe(judgement))
                    return null;
                // Before it loses the lease: what still runs there would run beside us.
                _obstacle = await HolderSessions.EndAsync(engine, Inquiry(row), command, cancellation);
                if (_obstacle is not null)
                    return null;
                evidence = judgement.Explain(row);
                return [queries.Take(token, claim, row.Format), takeOverEntry(row.Holder, evidence)];
            },
            cancellation
        );
        if (!taken)
            return (null, row);
        if (evidence is not null)
            report(new DeploymentEvent.LockTakenOver(row.Holder, evidence));
        return (token, null);
    }

    /// <summary>Where time alone tells that a holder is dead, a cluster may only have kept its signs of life waiting.</summary>
    private bool MustProbe(HolderJudgement judgement) =>
        connection.Sql.KeepsLeaseByWriting && judgement.Life == HolderLife.Unknown && !_watch.HasProbed;

    private async Task ProbeAsync(LockPatience patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience.Remaining);
        try
        {
            // A connection of its own: one that is given up while it waits is of no use any more.
            await using var probing = await open(limit.Token);
            await probing.BeginWriteAsync(limit.Token);
            foreach (var query in queries.Probe(claim.Identity.ExecutionId))
                await probing.ExecuteAsync(query, limit.Token);
            await probing.ExecuteAsync("COMMIT", limit.Token);
            _watch.Probed();
        }
        catch (Exception) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // The cluster is at work on something, and the time to wait for the lock is up.
        }
    }

    private Task<HolderJudgement> JudgeAsync(LeaseRow row, CancellationToken cancellation) =>
        engine.JudgeAsync(Inquiry(row), cancellation);

    private HolderInquiry Inquiry(LeaseRow row) => new(connection, claim.Facts, queries.Scope, row);

    private static string Name(LeaseRow? holder) =>
        holder is { IsFree: false } ? holder.Holder : "another program that is writing to the database";

    private Failure Held(LeaseRow? holder) =>
        new(FailureKind.Locked, $"The migration lock is held: {Name(holder)}.")
        {
            Details = holder is not { IsFree: false }
                ? []
                :
                [
                    $"Running: {holder.Migration ?? "not yet begun"}",
                    FormattableString.Invariant($"Last sign of life: {holder.SinceHeartbeat.TotalSeconds:0} s ago"),
                ],
            State = "Nothing was changed by this run.",
            Next =
            [
                claim.Operation is "migrate" or "rollback"
                    ? "Wait for it to end: " + command.For(claim.Operation + " --lock-wait 10m")
                    : "Do it again when that run has ended.",
                "See who holds it, and whether it is alive: " + command.For("lock-status"),
            ],
        };
}
