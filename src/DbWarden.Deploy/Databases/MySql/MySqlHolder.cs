using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>Finds out about a lease's holder, and ends its sessions.</summary>
internal static class MySqlHolder
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The named lock decides: it is held for as long as a session of the holder is at work, whoever may see it.</summary>
    public static async Task<HolderJudgement> JudgeAsync(HolderInquiry inquiry, CancellationToken cancellation)
    {
        if (!inquiry.IsSameServer)
            return new HolderJudgement(HolderLife.Unknown, "it was connected to another server");
        return await ReadLockOwnerAsync(inquiry, cancellation) is { } owner
            ? new HolderJudgement(HolderLife.Alive, FormattableString.Invariant($"its session {owner} is at work on the server"))
            : new HolderJudgement(HolderLife.Gone, "its session has ended on the server");
    }

    public static async Task EndSessionsAsync(HolderInquiry inquiry, CancellationToken cancellation)
    {
        if (!inquiry.IsSameServer)
            return;
        if (await ReadLockOwnerAsync(inquiry, cancellation) is { } owner)
            await KillAsync(inquiry.Connection, owner, cancellation);
        // The server only notes the wish; the session ends when its statement lets it.
        while (await ReadLockOwnerAsync(inquiry, cancellation) is not null)
            await Task.Delay(Pause, cancellation);
    }

    private static async Task KillAsync(DatabaseConnection connection, long id, CancellationToken cancellation)
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
            new Query("SELECT IS_USED_LOCK(?)", [new MySqlNamedLock(inquiry.Scope).Name]),
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0),
            cancellation
        );
        return owners[0];
    }
}
