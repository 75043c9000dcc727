using System.Text;
using Microsoft.Data.Sqlite;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>
/// What a migration left in the temporary schema of its connection. That schema counts its changes as every other one does, and the
/// count is there without a query of the objects, which would have to be prepared again behind every change of any schema.
/// </summary>
internal sealed class SqliteTemporaryObjects(DatabaseConnection connection)
{
    private static readonly Query SchemaVersion = new("PRAGMA temp.schema_version");
    private static readonly Query Objects = new(
        "SELECT type, name FROM sqlite_temp_master WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY type DESC"
    );

    // A new connection has none, and begins with zero.
    private long _known;

    /// <summary>Whether something was made, whatever has become of it.</summary>
    public async Task<bool> HaveChangedAsync(CancellationToken cancellation) => await ReadVersionAsync(cancellation) != _known;

    public async Task DropAsync(CancellationToken cancellation)
    {
        if (!await HaveChangedAsync(cancellation))
            return;
        var drops = await connection.ReadAsync(
            Objects,
            row => $"DROP {row.GetString(0)} temp.{connection.Sql.Quote(row.GetString(1))}",
            cancellation
        );
        foreach (var drop in drops)
            SqliteStatement.Run(((SqliteConnection)connection.Connection).Handle!, Encoding.UTF8.GetBytes(drop), statement: null);
        _known = await ReadVersionAsync(cancellation);
    }

    /// <summary>The connection is a new one.</summary>
    public void Forget() => _known = 0;

    private async Task<long> ReadVersionAsync(CancellationToken cancellation) =>
        (await connection.ReadAsync(SchemaVersion, row => row.GetInt64(0), cancellation))[0];
}
