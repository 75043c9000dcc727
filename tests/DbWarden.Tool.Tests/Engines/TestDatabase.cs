using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Engines;

/// <summary>An empty database of one engine, as the tests of the command line see it.</summary>
/// <param name="Engine">As a project names it.</param>
/// <param name="Connection">An ADO.NET connection string.</param>
/// <param name="LongStatement">A statement that runs until it is cancelled.</param>
internal sealed record TestDatabase(string Engine, string Connection, string LongStatement)
{
    /// <summary>The engines that every test of a deployment runs on.</summary>
    public static IEnumerable<string> Engines => ["sqlite", "postgresql", "mariadb"];

    public static async Task<TestDatabase> CreateAsync(string engine, string directory) =>
        engine switch
        {
            "sqlite" => new TestDatabase(
                engine,
                $"Data Source={Path.Combine(directory, "shop.db")}",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000) INSERT INTO product (id) SELECT max(i) FROM n;"
            ),
            "postgresql" => new TestDatabase(
                engine,
                await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync(),
                "SELECT pg_sleep(3600);"
            ),
            "mariadb" => new TestDatabase(
                engine,
                await (await MariaDbServer.SharedAsync()).CreateDatabaseAsync(),
                "INSERT INTO product (id) SELECT SLEEP(3600);"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, "An engine without a database."),
        };
}
