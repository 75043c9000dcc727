using DbWarden.TestSupport;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Benchmarks.Deploying;

/// <summary>An engine to measure on: how to get an empty database, and how its own client is started.</summary>
/// <param name="Name">As the artifact calls it.</param>
/// <param name="CreateAsync">Makes an empty database and returns its connection string.</param>
/// <param name="Client">The client's command line for a connection string; it reads the script from standard input.</param>
internal sealed record MeasuredEngine(string Name, Func<Task<string>> CreateAsync, Func<string, string[]> Client)
{
    public static IReadOnlyList<MeasuredEngine> All(string folder) => [Sqlite(folder), PostgreSql, MariaDb];

    private static MeasuredEngine PostgreSql { get; } =
        new(
            "postgresql",
            async () => await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync(),
            connection =>
            {
                var builder = new NpgsqlConnectionStringBuilder(connection);
                return
                [
                    "psql",
                    "-X",
                    "-q",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-h",
                    builder.Host!,
                    "-p",
                    $"{builder.Port}",
                    "-U",
                    builder.Username!,
                    builder.Database!,
                ];
            }
        );

    private static MeasuredEngine MariaDb { get; } =
        new(
            "mariadb",
            async () => await (await MariaDbServer.SharedAsync()).CreateDatabaseAsync(),
            connection =>
            {
                var builder = new MySqlConnectionStringBuilder(connection);
                return
                [
                    "mariadb",
                    "--no-defaults",
                    "-h",
                    builder.Server,
                    "-P",
                    $"{builder.Port}",
                    "-u",
                    builder.UserID,
                    builder.Database,
                ];
            }
        );

    private static MeasuredEngine Sqlite(string folder) =>
        new(
            "sqlite",
            () => Task.FromResult($"Data Source={Path.Combine(folder, Guid.NewGuid().ToString("N") + ".db")}"),
            connection => ["sqlite3", "-bail", connection["Data Source=".Length..]]
        );
}
