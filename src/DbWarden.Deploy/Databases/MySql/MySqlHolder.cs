using System.Globalization;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>Finds out about a lease's holder, and ends its sessions.</summary>
internal static class MySqlHolder
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The named lock decides, whoever may see it: a session of the holder that is at work has it. Before that session begins and after
    /// it has ended there is none, and a holder that is only slow must not be taken for dead: then its other connection is looked for.
    /// </summary>
    public static async Task<HolderJudgement> JudgeAsync(HolderInquiry inquiry, CancellationToken cancellation)
    {
        if (!inquiry.IsSameServer)
            return new HolderJudgement(HolderLife.Unknown, "it was connected to another server");
        if (await ReadLockOwnerAsync(inquiry, cancellation) is { } owner)
            return new HolderJudgement(
                HolderLife.Alive,
                FormattableString.Invariant($"its session {owner} is at work on the server")
            );
        if (await ReadRecordedSessionsAsync(inquiry, cancellation) is [var open, ..])
            return new HolderJudgement(
                HolderLife.Unknown,
                FormattableString.Invariant($"its connection {open} is open, and nothing is at work on the server")
            );
        // One connection alone is recorded until the session for the migrations has begun; another user's may not be ours to see.
        return inquiry.Holder.ConnectionIds.Count == 1 && inquiry.Holder.DatabaseUser != inquiry.Facts.User
            ? new HolderJudgement(HolderLife.Unknown, "its connection is not ours to see")
            : new HolderJudgement(HolderLife.Gone, "its session has ended on the server");
    }

    /// <summary>Whether a session of ours is at work, as another session of the same server sees it.</summary>
    public static async Task<bool> IsWorkingAsync(
        DatabaseConnection session,
        Func<CancellationToken, Task<DatabaseConnection>> open,
        CancellationToken cancellation
    )
    {
        await using var connection = await open(cancellation);
        var query = "SELECT 1 FROM information_schema.processlist WHERE id = ? AND command = 'Query'";
        var id = (long)((MySqlConnection)session.Connection).ServerThread;
        var found = await connection.ReadAsync(
            new Query(MySqlControl.WithoutCatchingUp(connection, query), [id]),
            _ => true,
            cancellation
        );
        return found is not [];
    }

    /// <summary>All of them: one that sits in a transaction, its client paused or lost, keeps the lease's row locked.</summary>
    public static async Task EndSessionsAsync(HolderInquiry inquiry, CancellationToken cancellation)
    {
        if (!inquiry.IsSameServer)
            return;
        foreach (var id in await ReadSessionsAsync(inquiry, cancellation))
            await KillAsync(inquiry.Connection, id, cancellation);
        // The server only notes the wish; a session ends when its statement lets it.
        while (await ReadSessionsAsync(inquiry, cancellation) is not [])
            await Task.Delay(Pause, cancellation);
    }

    private static async Task<IReadOnlyList<long>> ReadSessionsAsync(HolderInquiry inquiry, CancellationToken cancellation)
    {
        var owner = await ReadLockOwnerAsync(inquiry, cancellation);
        var recorded = await ReadRecordedSessionsAsync(inquiry, cancellation);
        return owner is { } id && !recorded.Contains(id) ? [id, .. recorded] : recorded;
    }

    private static async Task<IReadOnlyList<long>> ReadRecordedSessionsAsync(
        HolderInquiry inquiry,
        CancellationToken cancellation
    )
    {
        var holder = inquiry.Holder;
        // A server gives no number twice as long as it runs: after a new start, they are other people's.
        var uptime = await inquiry.Connection.ReadAsync(
            new Query("SHOW GLOBAL STATUS LIKE 'Uptime'"),
            row => TimeSpan.FromSeconds(long.Parse(row.GetString(1), CultureInfo.InvariantCulture)),
            cancellation
        );
        if (holder.ConnectionIds.Count == 0 || uptime is not [var up] || up <= holder.SinceHeartbeat)
            return [];
        return await inquiry.Connection.ReadAsync(
            new Query(
                "SELECT id FROM information_schema.processlist WHERE user = ? AND id <> CONNECTION_ID() "
                    + $"AND id IN ({string.Join(", ", holder.ConnectionIds.Select(RowQuery.Literal))}) "
                    // A connection that was opened again may lead to another server, where the numbers are other people's.
                    + "AND CONCAT(@@hostname, ':', @@port) = SUBSTRING_INDEX(?, ' ', 1)",
                [holder.DatabaseUser, holder.Server]
            ),
            row => row.GetInt64(0),
            cancellation
        );
    }

    public static async Task KillAsync(DatabaseConnection connection, long id, CancellationToken cancellation)
    {
        try
        {
            await connection.ExecuteAsync("KILL " + RowQuery.Literal(id), cancellation);
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.NoSuchThread)
        {
            // It has ended by itself.
        }
    }

    private static async Task<long?> ReadLockOwnerAsync(HolderInquiry inquiry, CancellationToken cancellation)
    {
        var owners = await inquiry.Connection.ReadAsync(
            new Query(
                MySqlControl.WithoutCatchingUp(inquiry.Connection, "SELECT IS_USED_LOCK(?)"),
                [new MySqlNamedLock(inquiry.Scope).Name]
            ),
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0),
            cancellation
        );
        return owners[0];
    }
}
