using System.Diagnostics;
using DbWarden.Tool.Tests.Engines;
using DbWarden.Tool.Tests.Proofs.Databases;

namespace DbWarden.Tool.Tests.Proofs;

/// <summary>An orchestrator that ends a run sends SIGTERM, and SIGKILL some seconds later.</summary>
[Parallelizable(ParallelScope.Children)]
[Platform(Exclude = "Win", Reason = "Windows has no signals to send.")]
public sealed class TerminationTests
{
    /// <summary>Far from the two seconds that it takes at most on a machine of one's own, and from the hour that the statement takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [TestCaseSource(typeof(TestDatabase), nameof(TestDatabase.Engines))]
    public async Task A_long_statement_is_cancelled_on_the_server_and_the_run_ends_with_an_exact_account(string engine)
    {
        using var shop = await Shop.OpenAsync(engine);
        shop.Release(
            (
                "V__0003_take_long.sql",
                $"-- dbwarden: nothing-to-undo it never ends\n-- upgrade\nINSERT INTO product (id) VALUES (1);\n{shop.Database.LongStatement}\n-- rollback\n"
            )
        );
        var database = GatedDatabase.Of(shop.Database);
        using var run = RunningTool.Start(shop, ["migrate", "--verbose"]);
        await run.WaitForLineAsync("VALUES (1)");
        await WaitUntilRunningAsync(database, engine, run);

        var signalled = Stopwatch.StartNew();
        await run.SignalAsync("TERM");
        var result = (await run.EndAsync()).ShouldExitWith(143);
        TestContext.Out.WriteLine($"{engine}: ended {signalled.Elapsed.TotalSeconds:0.00} s after the signal.");

        Assert.That(signalled.Elapsed, Is.LessThan(Patience));
        Assert.That(await RunningAsync(database, engine), Is.Empty, "Nothing of it goes on at the server.");
        Assert.That(
            result.StandardError,
            Does.Contain("Interrupted while applying V__0003_take_long.sql.")
                .And.Contain(
                    "state: V__0003_take_long.sql was undone as a whole: nothing of it remains. Before it, 2 migrations were applied by this run, the last of them V__0002_add_product_name.sql."
                )
                .And.Contain("Go on: dbwarden migrate")
        );
        Assert.That(await database.QueryAsync("SELECT id FROM product"), Is.Empty);
        Assert.That(
            await database.QueryAsync("SELECT outcome FROM __dbwarden_history ORDER BY number"),
            Is.EqualTo(new[] { "applied", "applied", "interrupted" })
        );
        Assert.That((await shop.RunAsync("lock-status")).ShouldExitWith(0).StandardOutput, Does.StartWith("primary: FREE"));
    }

    private static async Task WaitUntilRunningAsync(GatedDatabase database, string engine, RunningTool run)
    {
        if (engine == "sqlite")
            return;
        while (await RunningAsync(database, engine) is [])
            run.ShouldBeRunning();
    }

    private static async Task<IReadOnlyList<string>> RunningAsync(GatedDatabase database, string engine) =>
        engine switch
        {
            "postgresql" => await database.QueryAsync(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE 'SELECT pg_sleep%'"
            ),
            "mariadb" => await database.QueryAsync(
                "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'INSERT INTO product (id) SELECT SLEEP%'"
            ),
            _ => [],
        };
}
