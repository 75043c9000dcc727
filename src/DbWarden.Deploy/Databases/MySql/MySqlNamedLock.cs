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
        if (taken is [true])
            return;
        var owner = await connection.ReadAsync(
            new Query("SELECT IS_USED_LOCK(?)", [Name]),
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0),
            cancellation
        );
        throw new StatementFailedException(statement: null, StillAtWork(owner[0]), inner: null);
    }

    private static ServerError StillAtWork(long? session) =>
        new(ServerErrorKind.Contention, "A statement of an earlier run is still at work on the server.")
        {
            Hint = session is null
                ? null
                : FormattableString.Invariant($"Wait for it to end, or end it on the server: KILL {session}"),
        };
}
