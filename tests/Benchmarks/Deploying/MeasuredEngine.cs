using DbWarden.Benchmarks.Measuring;
using DbWarden.TestSupport;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Benchmarks.Deploying;

/// <summary>An engine to measure on.</summary>
/// <param name="Name">As the artifact calls it.</param>
/// <param name="CreateAsync">Makes an empty database and returns its connection string.</param>
/// <param name="DropAsync">Removes it again, so that no program finds a fuller server than the one before it.</param>
/// <param name="Client">The client's command line for a connection string; it reads the script from standard input.</param>
internal sealed record MeasuredEngine(
    string Name,
    Func<Task<string>> CreateAsync,
    Func<string, Task> DropAsync,
    Func<string, IReadOnlyList<string>> Client
)
{
    private const string SqlitePrefix = "Data Source=";

    /// <summary>Tests switch off what keeps a commit through a power failure, which is a part of what a deploy costs.</summary>
    private static readonly Lazy<Task<PostgreSqlServer>> DurablePostgreSql = new(() => PostgreSqlServer.StartAsync("fsync=on"));

    private static readonly Lazy<Task<MariaDbServer>> DurableMariaDb = new(() =>
        MariaDbServer.StartAsync("--innodb-flush-log-at-trx-commit=1")
    );

    public static IReadOnlyList<MeasuredEngine> All(string folder) => [Sqlite(folder), PostgreSql, MariaDb];

    /// <summary>Measures on an empty database what puts so many migrations into it.</summary>
    public async Task<double> OnEmptyDatabaseAsync(int count, Func<string, Task<double>> measureAsync)
    {
        var connection = await CreateAsync();
        try
        {
            var result = await measureAsync(connection);
            await ProcessMeasurement.SecondsAsync(
                new Invocation(Client(connection)) { Input = $"SELECT id, name, price FROM t{count};\n" }
            );
            return result;
        }
        finally
        {
            await DropAsync(connection);
        }
    }

    /// <summary>Measures the engine's own client with the same SQL.</summary>
    public Task<double> FloorAsync(int count) =>
        OnEmptyDatabaseAsync(
            count,
            connection =>
                ProcessMeasurement.SecondsAsync(new Invocation(Client(connection)) { Input = Yardstick.FloorScript(count) })
        );

    private static MeasuredEngine PostgreSql { get; } =
        new(
            "postgresql",
            async () => await (await DurablePostgreSql.Value).CreateDatabaseAsync(),
            async connection =>
                await (await DurablePostgreSql.Value).ExecuteAsync(
                    $"DROP DATABASE {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)"
                ),
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
            async () => await (await DurableMariaDb.Value).CreateDatabaseAsync(),
            async connection =>
                await (await DurableMariaDb.Value).ExecuteAsync(
                    $"DROP DATABASE {new MySqlConnectionStringBuilder(connection).Database}"
                ),
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
            () => Task.FromResult($"{SqlitePrefix}{Path.Combine(folder, Guid.NewGuid().ToString("N") + ".db")}"),
            connection =>
            {
                foreach (var file in Directory.GetFiles(folder, Path.GetFileName(connection[SqlitePrefix.Length..]) + "*"))
                    File.Delete(file);
                return Task.CompletedTask;
            },
            connection => ["sqlite3", "-bail", connection[SqlitePrefix.Length..]]
        );
}
