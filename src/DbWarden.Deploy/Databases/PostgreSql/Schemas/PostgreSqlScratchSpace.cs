using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Schemas.Scratch;
using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql.Schemas;

internal sealed class PostgreSqlScratchSpace : ScratchSpace
{
    private readonly string _connectionString;
    private readonly NpgsqlConnection _connection;

    private PostgreSqlScratchSpace(string connectionString, NpgsqlConnection connection, string identity)
    {
        _connectionString = connectionString;
        _connection = connection;
        Identity = identity;
    }

    public override string Identity { get; }

    public static async Task<PostgreSqlScratchSpace> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = await PostgreSqlEngine.OpenDriverAsync(connectionString, executionId: null, cancellation);
        var started = await connection.ReadAsync(
            transaction: null,
            "SELECT coalesce(inet_server_port(), 0) || ' ' || pg_postmaster_start_time()",
            row => row.GetString(0),
            cancellation
        );
        return new PostgreSqlScratchSpace(connectionString, connection, started[0]);
    }

    public override async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) =>
        await _connection.ReadAsync(
            transaction: null,
            $"SELECT datname::text FROM pg_database WHERE starts_with(datname::text, '{ScratchName.Prefix}')",
            row => row.GetString(0),
            cancellation
        );

    public override async Task<string> CreateAsync(string name, CancellationToken cancellation)
    {
        await ExecuteAsync(_connection, $"CREATE DATABASE {PostgreSqlScript.Quote(name)}", cancellation);
        var settings = new NpgsqlConnectionStringBuilder(_connectionString) { Database = name };
        await using var connection = await PostgreSqlEngine.OpenDriverAsync(settings.ToString(), executionId: null, cancellation);
        // A schema that the connection itself names was there before the first migration.
        foreach (
            var schema in (settings.SearchPath ?? "").Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            if (!schema.Contains('$', StringComparison.Ordinal))
                await ExecuteAsync(
                    connection,
                    $"CREATE SCHEMA IF NOT EXISTS {PostgreSqlScript.Quote(schema.Trim('"'))}",
                    cancellation
                );
        }

        return settings.ToString();
    }

    public override Task DropAsync(string name) =>
        ExecuteAsync(_connection, $"DROP DATABASE IF EXISTS {PostgreSqlScript.Quote(name)} WITH (FORCE)", CancellationToken.None);

    /// <summary>Roles, databases and tablespaces belong to the whole server.</summary>
    public override string? FindEscape(string statement)
    {
        var words = SqlWords.Read(statement, hasHashComments: false);
        return
            SqlWords.FindPhrase(words, "CREATE|ALTER|DROP", "ROLE|USER|GROUP|DATABASE|TABLESPACE") is { } phrase
            && SqlWords.FindPhrase(words, "USER", "MAPPING") is null
            ? phrase
            : SqlWords.FindPhrase(words, "ALTER", "SYSTEM")
                ?? SqlWords.FindPhrase(words, "DROP|REASSIGN", "OWNED")
                ?? (
                    words is [var first, ..] && IsGrant(first) && !words.Contains("ON", StringComparer.OrdinalIgnoreCase)
                        ? $"{first.ToUpperInvariant()} of a role"
                        : null
                );
    }

    public override ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static bool IsGrant(string word) =>
        word.Equals("GRANT", StringComparison.OrdinalIgnoreCase) || word.Equals("REVOKE", StringComparison.OrdinalIgnoreCase);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // Names of ours, or quoted.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
