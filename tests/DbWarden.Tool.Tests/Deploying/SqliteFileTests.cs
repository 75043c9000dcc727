using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Proofs.Databases;

namespace DbWarden.Tool.Tests.Deploying;

/// <summary>A SQLite database whose file cannot take what is written.</summary>
public sealed class SqliteFileTests
{
    private const string Fill =
        "-- upgrade\nCREATE TABLE blob_store (id INTEGER PRIMARY KEY, data BLOB);\n"
        + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 64) INSERT INTO blob_store SELECT i, randomblob(1048576) FROM n;\n"
        + "-- rollback\nDROP TABLE blob_store;\n";

    [Test]
    [Platform("Linux", Reason = "Mounts a small file system.")]
    public async Task A_full_disk_leaves_nothing_of_the_migration_and_the_next_run_gets_on_once_there_is_room()
    {
        if (!Environment.IsPrivilegedProcess || (await MountAsync("tmpfs-probe")) is not { } mount)
        {
            Assert.Ignore("Only root may mount a file system of 16 MiB.");
            return;
        }

        try
        {
            using var shop = await Shop.OpenAsync("sqlite");
            shop.Database = shop.Database with { Connection = $"Data Source={Path.Combine(mount, "shop.db")}" };
            shop.Release(("V__0003_fill.sql", Fill));

            var full = (await shop.RunAsync("migrate")).ShouldExitWith(1);
            Assert.That(full.StandardError, Does.Contain("disk is full").And.Contain("V__0003_fill.sql was undone as a whole"));
            var database = GatedDatabase.Of(shop.Database);
            Assert.That(await database.QueryAsync("SELECT name FROM sqlite_master WHERE name = 'blob_store'"), Is.Empty);
            Assert.That(await database.QueryAsync("SELECT execution_id FROM __dbwarden_lock"), Is.EqualTo(new[] { "null" }));

            (await CommandLine.RunAsync("mount", ["-o", "remount,size=256m", mount])).ShouldExitWith(0);
            (await shop.RunAsync("migrate")).ShouldExitWith(0);
            Assert.That(await database.QueryAsync("SELECT count(*) FROM blob_store"), Is.EqualTo(new[] { "64" }));
        }
        finally
        {
            await CommandLine.RunAsync("umount", ["--lazy", mount]);
            Directory.Delete(mount);
        }
    }

    [Test]
    public async Task A_database_that_may_not_grow_leaves_nothing_of_the_migration_and_frees_the_lock()
    {
        using var shop = await Shop.OpenAsync("sqlite");
        (await shop.RunAsync("migrate")).ShouldExitWith(0);
        // As a full disk answers, for as long as the connection lives.
        shop.Release(
            (
                "V__0003_fill.sql",
                Fill.Replace("-- upgrade\n", "-- upgrade\nPRAGMA max_page_count = 1000;\n", StringComparison.Ordinal)
            )
        );

        var full = (await shop.RunAsync("migrate")).ShouldExitWith(1);
        Assert.That(
            full.StandardError,
            Does.Contain("V__0003_fill.sql(4,1)")
                .And.Contain("disk is full")
                .And.Contain("V__0003_fill.sql was undone as a whole")
        );
        var database = GatedDatabase.Of(shop.Database);
        Assert.That(await database.QueryAsync("SELECT name FROM sqlite_master WHERE name = 'blob_store'"), Is.Empty);
        Assert.That(await database.QueryAsync("SELECT execution_id FROM __dbwarden_lock"), Is.EqualTo(new[] { "null" }));
        shop.Release(("V__0003_fill.sql", Fill));
        (await shop.RunAsync("migrate")).ShouldExitWith(0);
    }

    [Test]
    public async Task A_file_that_may_not_be_written_to_is_one_clear_line()
    {
        using var shop = await Shop.OpenAsync("sqlite");
        (await shop.RunAsync("migrate")).ShouldExitWith(0);
        shop.Database = shop.Database with { Connection = shop.Database.Connection + ";Mode=ReadOnly" };

        (await shop.RunAsync("migrate")).ShouldExitWith(0);
        shop.Release(("V__0003_fill.sql", Fill));
        (await shop.RunAsync("status")).ShouldExitWith(0);
        var refused = await shop.RunAsync("migrate");
        Assert.That(refused.ExitCode, Is.Not.Zero.And.Not.EqualTo(70));
        Assert.That(
            refused.StandardError,
            Does.Contain("readonly database").And.Contain("may not be written to").And.Not.Contain("   at ")
        );
    }

    /// <summary>A file system of 16 MiB; null where mounting is not allowed, as in most containers.</summary>
    private static async Task<string?> MountAsync(string name)
    {
        var directory = Directory.CreateTempSubdirectory(name).FullName;
        var mounted = await CommandLine.RunAsync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", directory]);
        if (mounted.ExitCode == 0)
            return directory;
        Directory.Delete(directory);
        return null;
    }
}
