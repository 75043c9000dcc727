using DbWarden.Deploy.Locking;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>
/// Makes sure that the lease is held. Only another connection takes it away, and whatever another connection commits changes a number
/// that SQLite keeps for each connection: while that stands still, the lease that was found once needs no query of its own, which would
/// have to be prepared again behind every change of the schema. See https://www.sqlite.org/pragma.html#pragma_data_version.
/// </summary>
/// <param name="fence">Finds one row as long as the lease is held.</param>
internal sealed class SqliteFence(DatabaseConnection connection, Query fence)
{
    private static readonly Query DataVersion = new("PRAGMA main.data_version");

    private long? _checkedVersion;

    /// <summary>Throws <see cref="LeaseLostException"/>.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        // Asked first: what is committed between the two is found by the query now, or by the number next time.
        var version = (await connection.ReadAsync(DataVersion, row => row.GetInt64(0), cancellation))[0];
        if (version == _checkedVersion)
            return;
        if (await connection.ReadAsync(fence, row => row.GetInt64(0), cancellation) is [])
            throw new LeaseLostException("The lease is not this run's any more.");
        _checkedVersion = version;
    }

    /// <summary>The connection is a new one, and its number says nothing about the old one's.</summary>
    public void Forget() => _checkedVersion = null;
}
