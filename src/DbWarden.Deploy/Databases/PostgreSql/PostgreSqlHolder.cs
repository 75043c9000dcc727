using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>Finds out about a lease's holder, and ends its sessions.</summary>
internal static class PostgreSqlHolder
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<HolderJudgement> JudgeAsync(HolderInquiry inquiry, CancellationToken cancellation)
    {
        if (!inquiry.IsSameServer)
            return new HolderJudgement(
                HolderLife.Unknown,
                "it was connected to another server, or the server has been started again since"
            );
        var sessions = await ReadSessionsAsync(inquiry, cancellation);
        if (sessions.Contains("active"))
            return new HolderJudgement(HolderLife.Alive, "a statement of it is running");
        if (IsPooled(inquiry) && sessions.TrueForAll(state => state == "idle"))
            return new HolderJudgement(HolderLife.Gone, "no transaction of it is open on the server");
        if (sessions.Count == 0)
            return new HolderJudgement(HolderLife.Gone, "none of its sessions is left on the server");
        // An idle session proves nothing: its client may be stuck. What another user's session does is not shown at all.
        return new HolderJudgement(HolderLife.Unknown, "its sessions are idle, or not ours to see");
    }

    /// <summary>Ends what is the holder's beyond doubt. A pooler's idle session is nobody's, and its client can use any other.</summary>
    public static async Task EndSessionsAsync(HolderInquiry inquiry, CancellationToken cancellation)
    {
        if (!inquiry.IsSameServer)
            return;
        while (await EndNowAsync(inquiry, cancellation) > 0)
            await Task.Delay(Pause, cancellation);
    }

    private static async Task<int> EndNowAsync(HolderInquiry inquiry, CancellationToken cancellation)
    {
        var isAtWork = IsPooled(inquiry) ? " AND state <> 'idle'" : "";
        return (await ReadAsync(inquiry, "pg_terminate_backend(pid)::text", isAtWork, cancellation)).Count;
    }

    private static Task<List<string>> ReadSessionsAsync(HolderInquiry inquiry, CancellationToken cancellation) =>
        ReadAsync(inquiry, "coalesce(state, 'hidden')", condition: "", cancellation);

    private static async Task<List<string>> ReadAsync(
        HolderInquiry inquiry,
        string expression,
        string condition,
        CancellationToken cancellation
    )
    {
        // Inside a transaction the server shows what it has shown before, unless it is told otherwise.
        await inquiry.Connection.ExecuteAsync("SELECT pg_stat_clear_snapshot()", cancellation);
        return await inquiry.Connection.ReadAsync(
            new Query(
                $"SELECT {expression} FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
                    + $"AND ({PostgreSqlApplicationName.CarriesId} OR {HasNumber(inquiry.Holder)}){condition}",
                [inquiry.Holder.ExecutionId, inquiry.Holder.DatabaseUser]
            ),
            row => row.GetString(0),
            cancellation
        );
    }

    /// <summary>
    /// A migration may rename its session, and the connection of our own work carries no id. A number may have been given to somebody
    /// else's session since, so that it must be older than the lease's last sign of life; only to the same user does the server tell that.
    /// </summary>
    private static string HasNumber(LeaseRow holder)
    {
        var ids = string.Join(", ", holder.ConnectionIds.DefaultIfEmpty(0).Select(RowQuery.Literal));
        var until = RowQuery.Literal((holder.HeartbeatAt ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds() + 1);
        return $"(usename = $2 AND pid IN ({ids}) AND coalesce(backend_start <= to_timestamp({until} / 1000.0), true))";
    }

    /// <summary>A run behind a pooler has no numbers to leave.</summary>
    private static bool IsPooled(HolderInquiry inquiry) => inquiry.Holder.ConnectionIds.All(id => id == 0);
}
