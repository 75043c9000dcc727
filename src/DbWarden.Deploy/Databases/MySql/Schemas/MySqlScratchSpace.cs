using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Schemas.Scratch;
using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql.Schemas;

internal sealed class MySqlScratchSpace : ScratchSpace
{
    private readonly string _connectionString;
    private readonly MySqlConnection _connection;
    private readonly HashSet<string> _databases;
    private string? _defaults;

    private MySqlScratchSpace(string connectionString, MySqlConnection connection, string identity, IEnumerable<string> databases)
    {
        _connectionString = connectionString;
        _connection = connection;
        _databases = new HashSet<string>(databases, StringComparer.OrdinalIgnoreCase);
        Identity = identity;
    }

    public override string Identity { get; }

    public static async Task<MySqlScratchSpace> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = await MySqlEngine.OpenDriverAsync(connectionString, cancellation);
        var identity = await connection.ReadAsync(
            null,
            "SELECT CONCAT(@@hostname, ':', @@port, ' ', @@datadir)",
            row => row.GetString(0),
            cancellation
        );
        var databases = await connection.ReadAsync(null, "SHOW DATABASES", row => row.GetString(0), cancellation);
        // Nothing can be changed in these two.
        databases.RemoveAll(name => name is "information_schema" or "performance_schema");
        return new MySqlScratchSpace(connectionString, connection, identity[0], databases);
    }

    public override async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) =>
        await _connection.ReadAsync(
            transaction: null,
            $"SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '{ScratchName.Prefix.Replace("_", "\\_", StringComparison.Ordinal)}%'",
            row => row.GetString(0),
            cancellation
        );

    public override async Task InheritAsync(ScratchSpace original, CancellationToken cancellation) =>
        _defaults = await ((MySqlScratchSpace)original).ReadDefaultsAsync(cancellation);

    public override async Task<string> CreateAsync(string name, CancellationToken cancellation)
    {
        _defaults ??= await ReadDefaultsAsync(cancellation);
        await ExecuteAsync($"CREATE DATABASE {MySqlText.Quote(name)} {_defaults}", cancellation);
        return new MySqlConnectionStringBuilder(_connectionString) { Database = name }.ConnectionString;
    }

    public override Task DropAsync(string name) =>
        ExecuteAsync($"DROP DATABASE IF EXISTS {MySqlText.Quote(name)}", CancellationToken.None);

    /// <summary>A statement may name any database of the server, whichever is the current one.</summary>
    public override string? FindEscape(string statement)
    {
        var words = SqlWords.Read(statement, hasHashComments: true);
        for (var i = 0; i + 2 < words.Count; i++)
        {
            if (words[i + 1] == "." && _databases.Contains(words[i]) && (i == 0 || words[i - 1] != "."))
                return $"the name {words[i]}.{words[i + 2]}";
        }

        return (words is [var first, ..] && first.Equals("USE", StringComparison.OrdinalIgnoreCase) ? "USE" : null)
            ?? SqlWords.FindPhrase(words, "CREATE|ALTER|DROP", "DATABASE|SCHEMA")
            ?? SqlWords.FindPhrase(words, "CREATE|ALTER|DROP|RENAME", "USER|ROLE")
            ?? SqlWords.FindPhrase(words, "SET", "GLOBAL|PERSIST|PASSWORD")
            ?? (
                words is [var word, ..]
                && (
                    word.Equals("GRANT", StringComparison.OrdinalIgnoreCase)
                    || word.Equals("REVOKE", StringComparison.OrdinalIgnoreCase)
                )
                    ? word.ToUpperInvariant()
                    : null
            );
    }

    public override ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // Names of ours, and the server's own words.
        await using var command = new MySqlCommand(sql, _connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What tables and columns inherit from their database.</summary>
    private async Task<string> ReadDefaultsAsync(CancellationToken cancellation)
    {
        var defaults = await _connection.ReadAsync(
            transaction: null,
            "SELECT @@character_set_database, @@collation_database",
            row => $"CHARACTER SET {row.GetString(0)} COLLATE {row.GetString(1)}",
            cancellation
        );
        return defaults[0];
    }
}
