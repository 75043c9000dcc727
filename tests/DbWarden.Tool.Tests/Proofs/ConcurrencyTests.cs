using DbWarden.TestSupport;
using Npgsql;

namespace DbWarden.Tool.Tests.Proofs;

/// <summary>Many replicas of an application start at once, and each migrates first.</summary>
public sealed class ConcurrencyTests
{
    private const int Runs = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Test]
    public async Task Twenty_runs_at_once_apply_each_migration_once(
        [Values("sqlite", "postgresql", "pgbouncer", "mariadb", "galera")] string place,
        [Values] bool wait
    )
    {
        using var shop = await Shop.OpenAsync(EngineOf(place));
        var connections = await ConnectionsAsync(place, shop);
        string[] arguments = wait ? ["migrate"] : ["migrate", "--lock-wait", "0"];

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, Runs)
                .Select(i =>
                    CommandLine.RunAsync(
                        Tool.Path,
                        Shop.Arguments(arguments),
                        shop.Directory,
                        shop.Environment(("DBWARDEN_CONNECTION_PRIMARY", connections[i % connections.Count])),
                        timeout: Patience
                    )
                )
        );

        foreach (var result in results)
            Assert.That(result.ExitCode, wait ? Is.Zero : Is.AnyOf(0, 4), result.Output);
        Assert.That(results.Select(result => result.ExitCode), Has.Some.Zero);
        var database = Databases.GatedDatabase.Of(shop.Database with { Connection = connections[0] });
        Assert.That(
            await database.QueryAsync("SELECT operation, identity, outcome FROM __dbwarden_history ORDER BY number"),
            Is.EqualTo(new[] { "migrate|1|applied", "migrate|2|applied", "migrate|product_names|applied" })
        );
        Assert.That(
            await database.QueryAsync("SELECT identity FROM __dbwarden_migrations WHERE state = 'applied' ORDER BY 1"),
            Has.Count.EqualTo(3)
        );
        Assert.That(await database.QueryAsync("SELECT execution_id FROM __dbwarden_lock"), Is.EqualTo(new[] { "null" }));
    }

    private static string EngineOf(string place) =>
        place switch
        {
            "pgbouncer" => "postgresql",
            "galera" => "mariadb",
            _ => place,
        };

    /// <summary>The ways to one and the same database, which the runs share out among themselves.</summary>
    private static async Task<IReadOnlyList<string>> ConnectionsAsync(string place, Shop shop) =>
        place switch
        {
            "pgbouncer" =>
            [
                new NpgsqlConnectionStringBuilder(shop.Database.Connection)
                {
                    Port = (await PgBouncer.SharedAsync()).Port,
                }.ConnectionString,
            ],
            "galera" => await (await GaleraCluster.SharedAsync()).CreateDatabaseAsync(),
            _ => [shop.Database.Connection],
        };
}
