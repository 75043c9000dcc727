using System.Diagnostics;
using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Proofs.Databases;

namespace DbWarden.Tool.Tests.Proofs;

/// <summary>A run that is asked to end stops what the server does for it, and says exactly how far it came.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class MariaDbTerminationTests
{
    /// <summary>Two seconds where nothing else is at work; the machine that runs this may be busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [TestCase("INSERT INTO customer (id) SELECT seq FROM seq_1_to_2000000000", "unit 2 did not.")]
    [TestCase(
        "ALTER TABLE product ADD COLUMN digest VARCHAR(128) AS (SHA2(REPEAT(CAST(id AS CHAR), 2000000), 512)) PERSISTENT",
        "unit 2 was started, and it is not known whether it took effect."
    )]
    public async Task A_long_statement_is_cancelled_on_the_server_and_the_lock_is_free(string statement, string account)
    {
        using var shop = await Shop.OpenAsync("mariadb");
        (await shop.RunAsync("migrate")).ShouldExitWith(0);
        var database = GatedDatabase.Of(shop.Database);
        await database.ExecuteAsync("INSERT INTO product (id) SELECT seq FROM seq_1_to_20000");
        Release(shop, statement);
        using var run = RunningTool.Start(shop, "migrate");
        var working =
            $"SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE '{statement[..20]}%' AND info NOT LIKE '%processlist%'";
        await database.WaitForAsync(run, working);
        await run.SignalAsync("TERM");
        var asked = Stopwatch.GetTimestamp();
        while (await database.QueryAsync(working) is not [])
            Assert.That(Stopwatch.GetElapsedTime(asked), Is.LessThan(Patience), "The statement goes on.");
        await TestContext.Out.WriteLineAsync($"Cancelled after {Stopwatch.GetElapsedTime(asked).TotalMilliseconds:0} ms.");

        var result = await run.EndAsync();
        Assert.That(
            result.ShouldExitWith(143).StandardError,
            Does.Contain($"Unit 1 of 3 in V__0003_work.sql took effect; {account}")
        );
        Assert.That(await database.QueryAsync("SELECT execution_id FROM __dbwarden_lock"), Is.EqualTo(new[] { "null" }));
        Release(shop, statement);
        await database.ExecuteAsync("DELETE FROM product");
        if (account.StartsWith("unit 2 did", StringComparison.Ordinal))
            Release(shop, "INSERT INTO customer (id) VALUES (1)");
        (await shop.RunAsync("migrate", "--resume", "--lock-wait", "0")).ShouldExitWith(0);
    }

    /// <summary>What all nodes have agreed to do, none can be kept from.</summary>
    [Test]
    public async Task A_definition_that_a_cluster_works_on_goes_on_and_the_next_run_asks_the_catalog()
    {
        const string Statement =
            "ALTER TABLE product ADD COLUMN digest VARCHAR(128) AS (SHA2(REPEAT(CAST(id AS CHAR), 2000000), 512)) PERSISTENT";
        using var shop = await Shop.OpenAsync("mariadb");
        var nodes = await (await GaleraCluster.SharedAsync()).CreateDatabaseAsync();
        shop.Database = shop.Database with { Connection = nodes[0] };
        (await shop.RunAsync("migrate")).ShouldExitWith(0);
        var database = GatedDatabase.Of(shop.Database);
        await database.ExecuteAsync("INSERT INTO product (id) SELECT seq FROM seq_1_to_150");
        Release(shop, Statement);
        using var run = RunningTool.Start(shop, "migrate");
        await database.WaitForAsync(run, "SELECT 1 FROM information_schema.processlist WHERE info LIKE 'ALTER TABLE product%'");
        await run.SignalAsync("TERM");

        Assert.That(
            (await run.EndAsync()).ShouldExitWith(143).StandardError,
            Does.Contain(
                "Unit 1 of 3 in V__0003_work.sql took effect; unit 2 was started, and it is not known whether it took effect."
            )
        );
        (await shop.RunAsync("migrate", "--resume", "--lock-wait", "5m")).ShouldExitWith(0);
        Assert.That(await database.QueryAsync("SELECT count(digest) FROM product"), Is.EqualTo(new[] { "150" }));
    }

    private static void Release(Shop shop, string statement) =>
        shop.Release(
            (
                "V__0003_work.sql",
                $"""
                -- dbwarden: nothing-to-undo the test never goes back
                -- upgrade
                CREATE TABLE customer (id BIGINT PRIMARY KEY);
                {statement};
                CREATE TABLE invoice (id BIGINT PRIMARY KEY);
                -- rollback
                """
            )
        );
}
