using System.Security.Cryptography;
using System.Text;
using DbWarden.Deploy.Execution;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>
/// A lock of the server that goes by a name and lives as long as its session. It says that a session is still at work; what may be
/// written is decided by the fence alone.
/// </summary>
/// <param name="scope">What the lock is about. Names are shared by the whole server, and 64 characters at most.</param>
internal sealed class MySqlNamedLock(string scope)
{
    private const int Seconds = 15;

    public string Name { get; } = "dbwarden:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scope)))[..48];

    /// <summary>Takes the lock for a session.</summary>
    /// <param name="setup">Statements that come before it in the same packet.</param>
    public async Task TakeAsync(DatabaseConnection connection, string setup, CancellationToken cancellation)
    {
        var taken = await connection.ReadAsync(
            new Query($"{setup}; SELECT GET_LOCK(?, ?)", [Name, (long)Seconds]),
            row => !row.IsDBNull(0) && row.GetInt64(0) == 1,
            cancellation
        );
        if (taken is not [true])
            throw StillAtWork(await OwnerAsync(connection, cancellation));
    }

    /// <summary>The same in the statement that sets the session up, which then fails where the lock is not to be had, and gives no rows.</summary>
    /// <param name="setup">Statements, of which the last is a SET.</param>
    public Query TakeWith(string setup) =>
        new($"{setup}, @dbwarden_lock = COALESCE(NULLIF(GET_LOCK(?, ?), 0), {MySqlSql.Failing})", [Name, (long)Seconds]);

    /// <summary>Throws where a session has the lock that is not <paramref name="session"/>.</summary>
    public async Task CheckAsync(DatabaseConnection connection, long session, CancellationToken cancellation)
    {
        if (await OwnerAsync(connection, cancellation) is { } owner && owner != session)
            throw StillAtWork(owner);
    }

    private async Task<long?> OwnerAsync(DatabaseConnection connection, CancellationToken cancellation)
    {
        var owner = await connection.ReadAsync(
            new Query("SELECT IS_USED_LOCK(?)", [Name]),
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0),
            cancellation
        );
        return owner[0];
    }

    private static StatementFailedException StillAtWork(long? session) =>
        new(
            statement: null,
            new ServerError(ServerErrorKind.Contention, "A statement of an earlier run is still at work on the server.")
            {
                Hint = session is null
                    ? null
                    : FormattableString.Invariant($"Wait for it to end, or end it on the server: KILL {session}"),
            },
            inner: null
        );
}
