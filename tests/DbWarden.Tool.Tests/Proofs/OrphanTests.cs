using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Proofs.Databases;
using MySqlConnector;

namespace DbWarden.Tool.Tests.Proofs;

/// <summary>A statement that outlives its client on the server keeps the lock until it has ended.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class OrphanTests
{
    /// <summary>Long enough for a dead holder's lock to be taken over.</summary>
    private const string LongerThanForTheDead = "22s";

    private const string Copy = "CREATE TABLE copied AS SELECT name, passed FROM gate LOCK IN SHARE MODE";

    /// <summary>With 20,000 rows it works for minutes, and never looks whether its client is still there.</summary>
    private const string Alter =
        "ALTER TABLE product ADD COLUMN digest VARCHAR(128) AS (SHA2(REPEAT(CAST(id AS CHAR), 2000000), 512)) PERSISTENT";

    [Test]
    public async Task No_second_run_starts_before_it_ends()
    {
        using var shop = await Shop.OpenAsync("mariadb");
        var database = await PrepareAsync(shop, Copy);
        await using (await database.HoldAsync("SELECT * FROM gate FOR UPDATE"))
        {
            await KillDuringAsync(database, shop, Copy);
            await SecondRunShouldFindItAtWorkAsync(shop);
        }

        // Now it ends, and the next run gets the lock by itself; only a person can tell what became of the statement.
        (await shop.RunAsync("migrate")).ShouldExitWith(5);
        Assert.That(
            await database.QueryAsync("SELECT count(*) FROM copied"),
            Is.EqualTo(new[] { "1" }),
            "The server finishes what it has begun."
        );
        await ResumeAsync(shop, database, unit: 2);
    }

    [Test]
    public async Task Nor_for_a_user_who_may_not_see_the_sessions_of_others_while_an_alter_is_at_work()
    {
        using var shop = await Shop.OpenAsync("mariadb");
        var database = await PrepareAsync(shop, Alter);
        await database.ExecuteAsync("INSERT INTO product (id) SELECT seq FROM seq_1_to_20000");
        shop.Database = shop.Database with { Connection = await LimitAsync(database, shop.Database.Connection) };
        await KillDuringAsync(database, shop, Alter);
        await SecondRunShouldFindItAtWorkAsync(shop);

        var session = await database.QueryAsync(
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'ALTER TABLE product%'"
        );
        await database.ExecuteAsync($"KILL {session.Single()}");
        (await shop.RunAsync("migrate")).ShouldExitWith(5);
        await database.ExecuteAsync("DELETE FROM product");
        await ResumeAsync(shop, database, unit: 1);
    }

    [Test]
    public async Task Nor_on_another_node_of_a_cluster()
    {
        using var shop = await Shop.OpenAsync("mariadb");
        var nodes = await (await GaleraCluster.SharedAsync()).CreateDatabaseAsync();
        shop.Database = shop.Database with { Connection = nodes[0] };
        var database = await PrepareAsync(shop, Alter);
        await database.ExecuteAsync("INSERT INTO product (id) SELECT seq FROM seq_1_to_150");
        await KillDuringAsync(database, shop, Alter);
        shop.Database = shop.Database with { Connection = nodes[1] };
        using var second = RunningTool.Start(shop, ["migrate", "--resume", "--lock-wait", "5m"]);
        const string Altering = "SELECT 1 FROM information_schema.processlist WHERE info LIKE 'ALTER TABLE product%'";
        while (await database.QueryAsync(Altering) is not [])
            Assert.That(
                await GatedDatabase
                    .Of(shop.Database)
                    .QueryAsync("SELECT 1 FROM __dbwarden_history WHERE operation = 'take-over'"),
                Is.Empty
            );

        (await second.EndAsync()).ShouldExitWith(0);
        Assert.That(
            await database.QueryAsync(
                "SET wsrep_sync_wait = 15; SELECT outcome FROM __dbwarden_history WHERE identity = '3' OR operation = 'take-over' ORDER BY number"
            ),
            Is.EqualTo(new[] { "taken over", "applied" }),
            "The catalog told that the column is there."
        );
    }

    private static async Task<GatedDatabase> PrepareAsync(Shop shop, string statement)
    {
        (await shop.RunAsync("migrate")).ShouldExitWith(0);
        var database = GatedDatabase.Of(shop.Database);
        await database.CreateGatesAsync("some");
        shop.Release(
            (
                "V__0003_work.sql",
                $"-- dbwarden: nothing-to-undo the test never goes back\n-- upgrade\n{statement};\nCREATE TABLE after_it (id BIGINT PRIMARY KEY);\n-- rollback\n"
            )
        );
        return database;
    }

    private static async Task KillDuringAsync(GatedDatabase database, Shop shop, string statement)
    {
        using var killed = RunningTool.Start(shop, ["migrate", .. database.Arguments]);
        await database.WaitForAsync(
            killed,
            $"SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE '{statement[..20]}%'"
        );
        await killed.KillAsync();
    }

    private static async Task SecondRunShouldFindItAtWorkAsync(Shop shop)
    {
        var second = (await shop.RunAsync("migrate", "--lock-wait", LongerThanForTheDead)).ShouldExitWith(4);
        Assert.That(second.StandardError, Does.Contain("The migration lock is held"));
        Assert.That((await shop.RunAsync("lock-status")).StandardOutput, Does.Contain("is at work on the server"));
    }

    private static async Task ResumeAsync(Shop shop, GatedDatabase database, int unit)
    {
        (await shop.RunAsync("migrate", "--resume-at", $"{unit}")).ShouldExitWith(0);
        Assert.That(
            await database.QueryAsync(
                "SELECT outcome FROM __dbwarden_history WHERE identity = '3' OR operation = 'take-over' ORDER BY number"
            ),
            Is.EqualTo(new[] { "taken over", "applied" })
        );
    }

    /// <summary>A user with rights on this database only.</summary>
    private static async Task<string> LimitAsync(GatedDatabase database, string connection)
    {
        var settings = new MySqlConnectionStringBuilder(connection)
        {
            UserID = "limited_" + Guid.NewGuid().ToString("N")[..8],
            Password = "x",
        };
        await database.ExecuteAsync($"CREATE USER {settings.UserID} IDENTIFIED BY 'x'");
        await database.ExecuteAsync($"GRANT ALL ON {settings.Database}.* TO {settings.UserID}");
        return settings.ConnectionString;
    }
}
