using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Locking;

/// <summary>Answers <c>lock-status</c> and <c>unlock</c>.</summary>
internal sealed class LockDesk(
    DatabaseEngine engine,
    DatabaseConnection connection,
    ServerFacts facts,
    LeaseQueries queries,
    LeaseTimings timings,
    CommandHint command
)
{
    private readonly LeaseTable _table = new(engine, connection, queries);

    /// <summary>Never writes.</summary>
    public async Task<LockStatus> StatusAsync(CancellationToken cancellation)
    {
        try
        {
            var row = await _table.ReadAsync(cancellation);
            return row is { IsFree: false } ? await DescribeAsync(row, cancellation) : LockStatus.Free(row?.Fence ?? 0);
        }
        catch (Exception exception) when (engine.Explain(exception)?.Kind == ServerErrorKind.MissingTable)
        {
            return LockStatus.Free(fence: 0);
        }
    }

    /// <summary>
    /// Frees the lease of a silent or dead holder: ends its sessions, waits until they are gone, and only then lets go. A healthy one
    /// only by force.
    /// </summary>
    /// <param name="entry">The history row, from the holder and the evidence.</param>
    public async Task<Result<LockStatus>> UnlockAsync(bool force, Func<string, string, Query> entry, CancellationToken cancellation)
    {
        var status = await StatusAsync(cancellation);
        if (status.State == LockState.Free)
            return status;
        if (status.State == LockState.Held && !force)
            return Refuse(status);

        if (await _table.ReadAsync(cancellation) is { IsFree: false } holder)
            await engine.EndSessionsAsync(new HolderInquiry(connection, facts, queries.Scope, holder), cancellation);
        try
        {
            await _table.ChangeAsync(row => Task.FromResult(Free(row)), cancellation);
            return status;
        }
        catch (Exception exception) when (engine.Explain(exception)?.Kind == ServerErrorKind.Contention)
        {
            return Writing(status);
        }

        // Whoever took it meanwhile is somebody else, and not to be disturbed.
        IReadOnlyList<Query>? Free(LeaseRow row) =>
            row.ExecutionId == status.ExecutionId && row.Fence == status.Fence ? [queries.Free(row), entry(row.Holder, status.Evidence ?? "")] : null;
    }

    private async Task<LockStatus> DescribeAsync(LeaseRow row, CancellationToken cancellation)
    {
        var judgement = await engine.JudgeAsync(new HolderInquiry(connection, facts, queries.Scope, row), cancellation);
        var silent = row.SinceHeartbeat > timings.SuspectAfter;
        var (state, evidence) = (silent, judgement.IsDead(row)) switch
        {
            (true, true) => (LockState.Dead, judgement.Explain(row)),
            (true, false) when judgement.Life == HolderLife.Alive && !engine.CanBeatWhileWorking => (LockState.Held, judgement.Evidence),
            (true, false) => (LockState.Silent, judgement.Evidence),
            _ => (LockState.Held, FormattableString.Invariant($"a sign of life {row.SinceHeartbeat.TotalSeconds:0} s ago")),
        };
        return new LockStatus(
            state,
            evidence,
            row.Holder,
            row.ExecutionId,
            row.Operation,
            row.Migration,
            row.DatabaseUser,
            row.ClientHost,
            row.ProcessId,
            row.ToolVersion,
            row.AcquiredAt,
            row.HeartbeatAt,
            row.SinceHeartbeat,
            row.Fence
        );
    }

    private static Failure Writing(LockStatus status) =>
        new(FailureKind.Locked, $"The holder of the migration lock is writing at this moment, and cannot be stopped from here: {status.Holder}.")
        {
            State = "Nothing was changed.",
            Next = ["End its process where it runs; the next run then takes the lock over by itself."],
        };

    private Failure Refuse(LockStatus status) =>
        new(FailureKind.Refused, $"The migration lock is held by a run that is alive: {status.Holder}.")
        {
            Details = [$"Judged by: {status.Evidence}"],
            State = "Nothing was changed.",
            Next =
            [
                "Let it finish, or stop it where it runs.",
                "To end its sessions and free the lock all the same: " + command.For("unlock --force"),
            ],
        };
}
