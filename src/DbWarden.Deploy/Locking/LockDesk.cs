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
    CommandHint command,
    Action<DeploymentEvent> report
)
{
    private static readonly TimeSpan ReadingPatience = TimeSpan.FromSeconds(5);

    private readonly LeaseTable _table = new(engine, connection, queries);

    /// <summary>Never writes.</summary>
    public async Task<Result<LockStatus>> StatusAsync(CancellationToken cancellation)
    {
        var patience = new LockPatience(ReadingPatience, report);
        while (true)
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
            catch (Exception exception)
                when (engine.Explain(exception)?.Kind is ServerErrorKind.Contention or ServerErrorKind.NotReady)
            {
                // A writer may keep all others from reading, too.
                if (!await patience.PauseAsync("another program that is writing to the database", cancellation))
                    return Unreadable();
            }
        }
    }

    /// <summary>
    /// Frees the lease of a silent or dead holder: ends its sessions, waits until they are gone, and only then lets go. A healthy one
    /// only by force.
    /// </summary>
    /// <param name="wait">How long to wait for a holder that is writing and cannot be stopped from here.</param>
    /// <param name="entry">The history row, from the holder and the evidence.</param>
    public async Task<Result<LockStatus>> UnlockAsync(
        bool force,
        TimeSpan wait,
        Func<string, string, Query> entry,
        CancellationToken cancellation
    )
    {
        var judged = await StatusAsync(cancellation);
        if (!judged.IsSuccess)
            return judged;
        var status = judged.Value;
        if (status.State == LockState.Free)
            return status;
        if (status.State == LockState.Held && !force && !await IsStuckAsync(status, cancellation))
            return Refuse(status);

        if (await _table.ReadAsync(cancellation) is { IsFree: false } holder && holder.Fence == status.Fence)
        {
            var inquiry = new HolderInquiry(connection, facts, queries.Scope, holder);
            if (await HolderSessions.EndAsync(engine, inquiry, command, cancellation) is { } obstacle)
                return obstacle;
        }

        var patience = new LockPatience(wait, report);
        while (!await TryFreeAsync(status, entry(status.Holder!, status.Evidence ?? ""), cancellation))
        {
            if (!await patience.PauseAsync(status.Holder!, cancellation))
                return Writing(status);
        }

        return status;
    }

    /// <summary>
    /// Where the write lock is the sign of life, a silent holder without it is at work on nothing, though its process is there. Only who
    /// means to write can find that out.
    /// </summary>
    private async Task<bool> IsStuckAsync(LockStatus status, CancellationToken cancellation)
    {
        if (engine.CanBeatWhileWorking || status.SinceHeartbeat <= timings.SuspectAfter)
            return false;
        try
        {
            var (row, _) = await _table.ChangeAsync(_ => Task.FromResult<IReadOnlyList<Query>?>(null), cancellation);
            return row.HeartbeatAt == status.HeartbeatAt;
        }
        catch (Exception exception) when (engine.Explain(exception)?.Kind == ServerErrorKind.Contention)
        {
            return false;
        }
    }

    /// <summary>Takes the lease away, and records that. False where somebody else's transaction is in the way.</summary>
    private async Task<bool> TryFreeAsync(LockStatus status, Query entry, CancellationToken cancellation)
    {
        try
        {
            // Whoever took it meanwhile is somebody else, and not to be disturbed; a holder whose session was ended may have let go itself.
            if (await _table.ReadAsync(cancellation) is { } row && row.Fence != status.Fence)
                await connection.ExecuteAsync(entry, cancellation);
            else
                await _table.ChangeAsync(row => Task.FromResult(Free(row)), cancellation);
            return true;
        }
        catch (Exception exception)
            when (engine.Explain(exception)?.Kind is ServerErrorKind.Contention or ServerErrorKind.NotReady)
        {
            return false;
        }

        IReadOnlyList<Query>? Free(LeaseRow row) => row.Fence == status.Fence ? [queries.Free(row), entry] : [entry];
    }

    private async Task<LockStatus> DescribeAsync(LeaseRow row, CancellationToken cancellation)
    {
        var judgement = await engine.JudgeAsync(new HolderInquiry(connection, facts, queries.Scope, row), cancellation);
        var silent = row.SinceHeartbeat > timings.SuspectAfter;
        var (state, evidence) = (silent, judgement.IsDead(row)) switch
        {
            (true, true) => (LockState.Dead, judgement.Explain(row)),
            (true, false) when judgement.Life == HolderLife.Alive && !engine.CanBeatWhileWorking => (
                LockState.Held,
                judgement.Evidence
            ),
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

    private static Failure Unreadable() =>
        new(
            FailureKind.Locked,
            "Who holds the migration lock cannot be read, because a program that is writing to the database keeps all others out."
        )
        {
            State = "Nothing was changed.",
            Next = ["Ask again when it has written. If it is stuck, end its process where it runs."],
        };

    private static Failure Writing(LockStatus status) =>
        new(
            FailureKind.Locked,
            $"The holder of the migration lock is writing at this moment, and cannot be stopped from here: {status.Holder}."
        )
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
