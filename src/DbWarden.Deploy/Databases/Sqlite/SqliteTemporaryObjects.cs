using System.Text;
using DbWarden.Deploy.Execution;
using DbWarden.Migrations.Dialects;
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
    private bool _areMentioned;

    /// <summary>Notes what is run: nothing temporary is made without a word for it, be it TEMP, TEMPORARY or the schema's name.</summary>
    public void Note(ScriptStatement statement) =>
        _areMentioned |=
            statement.Traits.HasFlag(StatementTraits.ChangesDefinitions)
            && statement.Text.Contains("temp", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether something was made, whatever has become of it.</summary>
    public async Task<bool> HaveChangedAsync(CancellationToken cancellation) =>
        _areMentioned && await ReadVersionAsync(cancellation) != _known;

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
        (_known, _areMentioned) = (await ReadVersionAsync(cancellation), false);
    }

    /// <summary>The connection is a new one.</summary>
    public void Forget() => (_known, _areMentioned) = (0, false);

    private async Task<long> ReadVersionAsync(CancellationToken cancellation) =>
        (await connection.ReadAsync(SchemaVersion, row => row.GetInt64(0), cancellation))[0];
}
