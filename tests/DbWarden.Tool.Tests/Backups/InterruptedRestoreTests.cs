using System.Runtime.Versioning;
using DbWarden.Tool.Tests.Proofs.Databases;

namespace DbWarden.Tool.Tests.Backups;

/// <summary>A restore that does not come to its end, and others who are in its way.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class InterruptedRestoreTests
{
    private static readonly string[] Servers = ["postgresql", "mariadb"];

    private FakePrograms _programs = null!;

    [SetUp]
    public void MakePrograms() => _programs = new FakePrograms();

    [TearDown]
    public void RemovePrograms() => _programs.Dispose();

    [Test]
    public async Task On_mariadb_nothing_else_is_run_before_a_second_restore_has_finished_the_job()
    {
        using var shop = await Shop.OpenAsync("mariadb");
        var database = GatedDatabase.Of(shop.Database);
        var (path, before) = await PrepareAsync(shop, database);
        // It takes the beginning, and dies.
        _programs.Add(
            "mariadb",
            "mariadb from 99.1.2-MariaDB, client",
            $"head -n 45 | {FakePrograms.Real("mariadb")} \"$@\"; kill -9 $$"
        );

        var failed = await shop.RunAsync([("PATH", _programs.InFront)], "restore", path, "--yes");
        Assert.That(
            failed.ShouldExitWith(7).StandardError,
            Does.Contain("The database is restored in part only.").And.Contain("Restore again").And.Contain("restore " + path)
        );
        foreach (var command in new[] { "migrate", "rollback", "status", "backup" })
            Assert.That(
                (await shop.RunAsync(command)).ShouldExitWith(5).StandardError,
                Does.Contain("A restore of this database is under way, or has stopped half way.")
            );

        (await shop.RunAsync("restore", path, "--yes")).ShouldExitWith(0);
        Assert.That(await StateAsync(database), Is.EqualTo(before));
        Assert.That(
            await database.QueryAsync(
                "SELECT operation, outcome FROM __dbwarden_history WHERE operation = 'rollback' OR outcome = 'restored' ORDER BY number"
            ),
            Is.EqualTo(new[] { "rollback|rolled back", "restore|restored" })
        );
        Assert.That(await database.SchemaAsync(), Has.None.Contain("kept"));
        (await shop.RunAsync("migrate")).ShouldExitWith(0);
    }

    [Test]
    public async Task On_postgresql_it_leaves_everything_as_it_was()
    {
        using var shop = await Shop.OpenAsync("postgresql");
        var database = GatedDatabase.Of(shop.Database);
        var (path, _) = await PrepareAsync(shop, database);
        var after = await StateAsync(database);
        _programs.Add("psql", "psql (PostgreSQL) 99.1", $"head -n 150 | {FakePrograms.Real("psql")} \"$@\"; kill -9 $$");

        var failed = await shop.RunAsync([("PATH", _programs.InFront)], "restore", path, "--yes");
        Assert.That(failed.ShouldExitWith(7).StandardError, Does.Contain("The database is as it was before"));
        Assert.That(await StateAsync(database), Is.EqualTo(after));
        (await shop.RunAsync("status")).ShouldExitWith(0);
    }

    [TestCaseSource(nameof(Servers))]
    public async Task Sessions_of_others_are_ended_only_by_force(string engine)
    {
        using var shop = await Shop.OpenAsync(engine);
        var database = GatedDatabase.Of(shop.Database);
        var (path, before) = await PrepareAsync(shop, database);
        await using var other = await database.OpenAsync();

        var refused = await shop.RunAsync("restore", path, "--yes");
        Assert.That(
            refused.ShouldExitWith(5).StandardError,
            Does.Contain("Others are connected to the database (1 session)").And.Contain("--force")
        );
        (await shop.RunAsync("restore", path, "--yes", "--force")).ShouldExitWith(0);
        Assert.That(await StateAsync(database), Is.EqualTo(before));
    }

    /// <summary>Backs up, and then goes on: fewer tables, and another one.</summary>
    private static async Task<(string Path, IReadOnlyList<string> Before)> PrepareAsync(Shop shop, GatedDatabase database)
    {
        (await shop.RunAsync("migrate")).ShouldExitWith(0);
        await database.ExecuteAsync("INSERT INTO product (id, name) VALUES (1, 'tea')");
        var before = await StateAsync(database);
        var path = (await shop.RunAsync("backup")).ShouldExitWith(0).StandardOutput.Split('\n')[1].Trim();
        (await shop.RunAsync("rollback", "--name", "product_names")).ShouldExitWith(0);
        await database.ExecuteAsync("CREATE TABLE later (id INT)");
        return (path, before);
    }

    private static async Task<IReadOnlyList<string>> StateAsync(GatedDatabase database) =>
        [
            .. await database.SchemaAsync(),
            .. await database.QueryAsync("SELECT id, name FROM product ORDER BY id"),
            .. await database.QueryAsync("SELECT identity, state, execution_id FROM __dbwarden_migrations ORDER BY identity"),
        ];
}
