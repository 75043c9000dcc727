using DbWarden.Deploy.Locking;

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
        if (sessions.Count == 0)
            return new HolderJudgement(HolderLife.Gone, "none of its sessions is left on the server");
        if (sessions.Contains("active"))
            return new HolderJudgement(HolderLife.Alive, "a statement of it is running");
        // An idle session proves nothing: a pooler keeps it, or its client is stuck. Another user's state is not shown at all.
        return new HolderJudgement(HolderLife.Unknown, "its sessions are idle, or not ours to see");
    }

    public static async Task EndSessionsAsync(HolderInquiry inquiry, CancellationToken cancellation)
    {
        if (!inquiry.IsSameServer || inquiry.Holder.ConnectionIds.Count == 0)
            return;
        await inquiry.Connection.ReadAsync(
            new Query($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {IsHolder(inquiry)}"),
            row => row.GetBoolean(0),
            cancellation
        );
        while ((await ReadSessionsAsync(inquiry, cancellation)).Count > 0)
            await Task.Delay(Pause, cancellation);
    }

    private static Task<List<string>> ReadSessionsAsync(HolderInquiry inquiry, CancellationToken cancellation) =>
        inquiry.Connection.ReadAsync(
            new Query($"SELECT coalesce(state, 'hidden') FROM pg_stat_activity WHERE {IsHolder(inquiry)}"),
            row => row.GetString(0),
            cancellation
        );

    // A number may have been given to somebody else's session since: it must be older than the lease's last sign of life.
    private static string IsHolder(HolderInquiry inquiry) =>
        inquiry.Holder.ConnectionIds.Count == 0
            ? "false"
            : $"pid IN ({string.Join(", ", inquiry.Holder.ConnectionIds.Select(Records.RowQuery.Literal))}) AND pid <> pg_backend_pid() "
                + FormattableString.Invariant(
                    $"AND backend_start < to_timestamp({inquiry.Holder.HeartbeatAt!.Value.ToUnixTimeMilliseconds() + 1000} / 1000.0)"
                );
}
