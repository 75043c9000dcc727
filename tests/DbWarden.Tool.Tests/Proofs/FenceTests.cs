using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Proofs.Databases;

namespace DbWarden.Tool.Tests.Proofs;

/// <summary>A run whose lock was given to another can change nothing any more, however late it wakes up.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class FenceTests
{
    private const string LostMessage = "This run has lost the migration lock";

    [TestCase("postgresql", "taken", "")]
    [TestCase("postgresql", "first", "")]
    [TestCase("postgresql", "last", "")]
    [TestCase("postgresql", "recorded", "")]
    [TestCase("postgresql", "outside", "--resume-at 2")]
    [TestCase("mariadb", "taken", "")]
    [TestCase("mariadb", "first", "--resume")]
    [TestCase("mariadb", "counting_rows", "--resume")]
    [TestCase("mariadb", "counting_definition", "--resume")]
    [TestCase("mariadb", "last", "--resume")]
    public async Task A_paused_run_whose_lock_was_freed_commits_nothing_when_it_wakes(string engine, string gate, string resume)
    {
        using var shop = await Shop.OpenAsync(engine);
        var database = await KillRelease.PrepareAsync(shop);
        RunningTool paused;
        await using (await database.CloseAsync(gate))
        {
            paused = RunningTool.Start(shop, ["migrate", .. database.Arguments]);
            await database.WaitForArrivalAsync(paused, after: null);
            await paused.PauseAsync();
            await database.WaitForSilenceAsync(paused);
            Assert.That(
                (await shop.RunAsync("lock-status")).ShouldExitWith(0).StandardOutput,
                Does.StartWith("primary: SILENT\n")
            );
            (await shop.RunAsync("unlock")).ShouldExitWith(0);
        }

        using (paused)
        {
            (await shop.RunAsync("migrate")).ShouldExitWith(resume.Length > 0 ? 5 : 0);
            if (resume.Length > 0)
                (await shop.RunAsync(["migrate", .. resume.Split(' ')])).ShouldExitWith(0);

            await paused.SignalAsync("CONT");
            var woken = await paused.EndAsync();
            Assert.That(await KillRelease.StateAsync(database), Is.EqualTo(await KillRelease.UndisturbedAsync(engine)));
            Assert.That(woken.ShouldExitWith(4).StandardError, Does.Contain(LostMessage));
        }
    }

    [TestCase("first")]
    [TestCase("last")]
    public async Task A_run_paused_on_one_node_of_a_cluster_commits_nothing_after_another_has_migrated_on_the_next(string gate)
    {
        using var shop = await Shop.OpenAsync("mariadb");
        var nodes = await (await GaleraCluster.SharedAsync()).CreateDatabaseAsync();
        (string, string?)[] onTheNext = [("DBWARDEN_CONNECTION_PRIMARY", nodes[1])];
        shop.Database = shop.Database with { Connection = nodes[0] };
        var database = await KillRelease.PrepareAsync(shop);
        RunningTool paused;
        await using (await database.CloseAsync(gate))
        {
            paused = RunningTool.Start(shop, ["migrate", .. database.Arguments]);
            await database.WaitForArrivalAsync(paused, after: null);
            await paused.PauseAsync();
            await database.WaitForSilenceAsync(paused);
            (await shop.RunAsync(onTheNext, "unlock")).ShouldExitWith(0);
            (await shop.RunAsync(onTheNext, "migrate")).ShouldExitWith(5);
            (await shop.RunAsync(onTheNext, "migrate", "--resume")).ShouldExitWith(0);
        }

        using (paused)
        {
            await paused.SignalAsync("CONT");
            var woken = await paused.EndAsync();
            Assert.That(woken.ShouldExitWith(4).StandardError, Does.Contain(LostMessage));
            foreach (var node in nodes)
                Assert.That(
                    await KillRelease.StateAsync(Databases.GatedDatabase.Of(shop.Database with { Connection = node })),
                    Is.EqualTo(await KillRelease.UndisturbedAsync("mariadb"))
                );
        }
    }

    [TestCase("postgresql")]
    [TestCase("mariadb")]
    public async Task A_run_whose_lock_changes_hands_while_a_statement_runs_stops_and_leaves_nothing_of_its_transaction(
        string engine
    )
    {
        using var shop = await Shop.OpenAsync(engine);
        var database = await KillRelease.PrepareAsync(shop);
        await using var closed = await database.CloseAsync("last");
        using var run = RunningTool.Start(shop, ["migrate", .. database.Arguments]);
        await database.WaitForArrivalAsync(run, after: null);
        // Nobody else's tool would do that without ending the sessions first: only somebody who edits the table.
        await database.ExecuteAsync("UPDATE __dbwarden_lock SET fence = fence + 1, execution_id = 'somebody else'");

        // The gate stays closed: the run notices by itself, and does not wait for its statement to end.
        var result = await run.EndAsync();
        Assert.That(result.ShouldExitWith(4).StandardError, Does.Contain(LostMessage));
        var rows =
            engine == "postgresql"
                ? await database.QueryAsync("SELECT 1 FROM pg_tables WHERE tablename = 'customer'")
                : await database.QueryAsync("SELECT name FROM customer");
        Assert.That(rows, Is.EqualTo(engine == "postgresql" ? Array.Empty<string>() : ["Ada"]));
        Assert.That(await database.QueryAsync("SELECT execution_id FROM __dbwarden_lock"), Is.EqualTo(new[] { "somebody else" }));
    }

    [Test]
    public async Task A_run_on_sqlite_that_is_paused_between_two_transactions_commits_nothing_when_it_wakes()
    {
        const int Files = 300;
        using var shop = await Shop.OpenAsync("sqlite");
        var database = new SqliteGates(shop.Database.Connection);
        shop.Release([
            .. Enumerable
                .Range(3, Files)
                .Select(i =>
                    (
                        $"V__{i:0000}_row.sql",
                        $"-- upgrade\nINSERT INTO product (id) VALUES ({i});\n-- rollback\nDELETE FROM product WHERE id = {i};\n"
                    )
                ),
        ]);
        using var paused = RunningTool.Start(shop, "migrate", "--verbose");
        await paused.WaitForLineAsync("V__0003_row.sql");
        await database.PauseBetweenTransactionsAsync(paused);
        await database.WaitForSilenceAsync(paused);
        (await shop.RunAsync("unlock")).ShouldExitWith(0);
        var before = (await database.QueryAsync("SELECT count(*) FROM product"))[0];
        Assert.That(before, Is.Not.EqualTo($"{Files}"), "It was paused in the middle.");
        (await shop.RunAsync("migrate")).ShouldExitWith(0);

        await paused.SignalAsync("CONT");
        Assert.That((await paused.EndAsync()).ShouldExitWith(4).StandardError, Does.Contain(LostMessage));
        Assert.That(await database.QueryAsync("SELECT count(*) FROM product"), Is.EqualTo(new[] { $"{Files}" }));
        Assert.That(
            await database.QueryAsync(
                "SELECT count(*), count(DISTINCT identity) FROM __dbwarden_history WHERE outcome = 'applied'"
            ),
            Is.EqualTo(new[] { $"{Files + 3}|{Files + 3}" }),
            "Each was applied once."
        );
    }

    [Test]
    public async Task Nobody_gets_past_the_write_lock_of_a_paused_run()
    {
        using var shop = await Shop.OpenAsync("sqlite");
        var database = await KillRelease.PrepareAsync(shop);
        await using var closed = await database.CloseAsync("last");
        using (var paused = RunningTool.Start(shop, ["migrate", .. database.Arguments]))
        {
            await database.WaitForArrivalAsync(paused, "(2, 'Grace')");
            await paused.PauseAsync();
            await database.WaitForSilenceAsync(paused);

            (await shop.RunAsync("unlock")).ShouldExitWith(5);
            Assert.That(
                (await shop.RunAsync("unlock", "--force")).ShouldExitWith(4).StandardError,
                Does.Contain("is writing at this moment")
            );
            (await shop.RunAsync("migrate", "--lock-wait", "0")).ShouldExitWith(4);
            paused.ShouldBeRunning();
            await paused.KillAsync();
        }
    }
}
