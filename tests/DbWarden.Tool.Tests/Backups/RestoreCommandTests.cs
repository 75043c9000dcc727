using System.Text.RegularExpressions;
using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Engines;
using DbWarden.Tool.Tests.Proofs.Databases;

namespace DbWarden.Tool.Tests.Backups;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Engines))]
public sealed partial class RestoreCommandTests(string engine)
{
    private Shop _shop = null!;
    private GatedDatabase _database = null!;

    [SetUp]
    public async Task OpenShop()
    {
        _shop = await Shop.OpenAsync(engine);
        _database = GatedDatabase.Of(_shop.Database);
    }

    [TearDown]
    public void CloseShop() => _shop.Dispose();

    [Test]
    public async Task A_migration_that_fails_after_a_backup_prints_the_command_that_brings_everything_back()
    {
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);
        await _database.ExecuteAsync("INSERT INTO product (id, name) VALUES (1, 'Öl ''n'' \"tea\" \\ $HOME')");
        var before = await StateAsync();
        _shop.Release(
            ("V__0003_order.sql", "-- upgrade\nCREATE TABLE orders (id BIGINT PRIMARY KEY);\n-- rollback\nDROP TABLE orders;\n"),
            (
                "V__0004_break.sql",
                "-- upgrade\nUPDATE product SET name = 'lost';\nINSERT INTO no_such_table VALUES (1);\n-- rollback\nSELECT 1;\n"
            )
        );

        // A directory that a shell would take apart.
        var failed = (await _shop.RunAsync("migrate", "--with-backup", "--backup-dir", "my $backups")).ShouldExitWith(1);

        var command = failed
            .StandardError.Split('\n')
            .Single(line => line.Contains("To go back to before this run: ", StringComparison.Ordinal));
        var words = command[(command.IndexOf("dbwarden restore", StringComparison.Ordinal) + "dbwarden ".Length)..];
        Assert.That(words, Does.Contain("--database primary"));
        var fence = await FenceAsync();
        var restored = await ShellAsync($"{Tool.Path} {words} --yes");

        Assert.That(restored.ShouldExitWith(0).StandardOutput, Does.StartWith("primary: restored as of "));
        Assert.That(await StateAsync(), Is.EqualTo(before));
        Assert.That(await FenceAsync(), Is.EqualTo(fence + 1));
        Assert.That(await _database.QueryAsync("SELECT execution_id FROM __dbwarden_lock"), Is.EqualTo(new[] { "null" }));
        Assert.That(
            await _database.QueryAsync("SELECT operation, identity, outcome FROM __dbwarden_history ORDER BY number"),
            Is.EqualTo(
                new[]
                {
                    "migrate|1|applied",
                    "migrate|2|applied",
                    "migrate|product_names|applied",
                    "migrate|3|applied",
                    "migrate|4|failed",
                    "restore|null|restored",
                }
            )
        );
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 3 applied, 2 pending\n"));
    }

    [Test]
    public async Task A_backup_is_taken_listed_and_restored()
    {
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);
        var taken = await _shop.RunAsync("backup");
        Assert.That(taken.ShouldExitWith(0).StandardOutput, Does.StartWith("primary: backup taken and verified, "));
        var path = taken.StandardOutput.Split('\n')[1].Trim();
        Assert.That(
            (await _shop.RunAsync("backup", "list")).ShouldExitWith(0).StandardOutput,
            Does.Contain(path).And.StartsWith("primary: 1 backup\n")
        );

        await _database.ExecuteAsync("CREATE TABLE later (id INT)");
        (await _shop.RunAsync("rollback", "--name", "product_names")).ShouldExitWith(0);
        var unconfirmed = (await _shop.RunAsync("restore", path, "--database", "primary")).ShouldExitWith(2);
        Assert.That(unconfirmed.StandardError, Does.Contain("--yes"));
        (await _shop.RunAsync("restore", path, "--database", "primary", "--yes")).ShouldExitWith(0);
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 3 applied\n"));
        Assert.That(await _database.SchemaAsync(), Has.None.Contain("later").And.Some.Contain("product_names"));
    }

    [Test]
    public async Task Its_json_is_stable()
    {
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);
        var taken = (await _shop.RunAsync("backup", "--json")).ShouldExitWith(0);
        JsonSnapshots.Match(System.Text.Json.JsonDocument.Parse(taken.StandardOutput), $"backup_{engine}");
        var listed = (await _shop.RunAsync("backup", "list", "--json")).ShouldExitWith(0);
        JsonSnapshots.Match(System.Text.Json.JsonDocument.Parse(listed.StandardOutput), $"list_{engine}");
        using var json = System.Text.Json.JsonDocument.Parse(taken.StandardOutput);
        var path = json.RootElement.GetProperty("databases")[0].GetProperty("backup").GetProperty("path").GetString()!;
        var restored = (await _shop.RunAsync("restore", path, "--yes", "--json")).ShouldExitWith(0);
        JsonSnapshots.Match(System.Text.Json.JsonDocument.Parse(restored.StandardOutput), $"restore_{engine}");
    }

    [Test]
    public async Task A_backup_that_was_changed_since_is_refused()
    {
        var path = await BackUpAsync();
        await File.AppendAllTextAsync(path, "x");
        var refused = (await _shop.RunAsync("restore", path, "--yes")).ShouldExitWith(7);
        Assert.That(refused.StandardError, Does.Contain("its checksum differs").And.Contain("Nothing was changed."));
        File.Delete(path + ".json");
        Assert.That(
            (await _shop.RunAsync("restore", path, "--yes")).ShouldExitWith(7).StandardError,
            Does.Contain("there is no manifest")
        );
        File.Delete(path);
        Assert.That(
            (await _shop.RunAsync("restore", path, "--yes")).ShouldExitWith(2).StandardError,
            Does.Contain("There is no backup")
        );
    }

    [Test]
    public async Task A_backup_of_another_engine_is_refused()
    {
        var path = await BackUpAsync();
        var manifest = await File.ReadAllTextAsync(path + ".json");
        await File.WriteAllTextAsync(path + ".json", Engine().Replace(manifest, "\"engine\": \"oracle\""));
        var refused = (await _shop.RunAsync("restore", path, "--yes")).ShouldExitWith(7);
        Assert.That(refused.StandardError, Does.Contain("It is a backup of oracle"));
    }

    [Test]
    public async Task Of_several_backups_only_the_newest_stay_and_nothing_else_goes()
    {
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);
        var directory = Path.Combine(_shop.Directory, "backups");
        for (var i = 0; i < 3; i++)
            (await _shop.RunAsync("backup")).ShouldExitWith(0);
        var newest = Directory.GetFiles(directory, "*.json").Select(path => (path, Text: File.ReadAllText(path))).ToList();
        // What is not ours, of another database, or of the same database elsewhere.
        string[] foreign =
        [
            "notes.txt",
            "primary-20200101T000000Z-0000.sqlite",
            "primary.json",
            "primary-20200101T000000Z-0000.sqlite.json.bak",
        ];
        foreach (var name in foreign)
            await File.WriteAllTextAsync(Path.Combine(directory, name), "{}");
        var elsewhere = Path.Combine(directory, "primary-20200101T000000Z-0001.x");
        await File.WriteAllTextAsync(elsewhere, "x");
        await File.WriteAllTextAsync(
            elsewhere + ".json",
            Connection()
                .Replace(
                    FileName().Replace(newest[0].Text, "\"file\": \"primary-20200101T000000Z-0001.x\""),
                    "\"connection\": \"elsewhere\""
                )
        );

        var last = (await _shop.RunAsync("backup", "--keep", "2")).ShouldExitWith(0).StandardOutput.Split('\n')[1].Trim();

        var left = Directory.GetFiles(directory).Select(Path.GetFileName).ToList();
        Assert.That(left, Is.SupersetOf(foreign).And.Contains(Path.GetFileName(elsewhere)));
        var own = left.Except([.. foreign, Path.GetFileName(elsewhere), Path.GetFileName(elsewhere) + ".json"]).ToList();
        Assert.That(own, Has.Count.EqualTo(4).And.Contains(Path.GetFileName(last)), "Two backups with their manifests.");
    }

    private async Task<string> BackUpAsync()
    {
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);
        return (await _shop.RunAsync("backup")).ShouldExitWith(0).StandardOutput.Split('\n')[1].Trim();
    }

    private async Task<IReadOnlyList<string>> StateAsync() =>
        [
            .. await _database.SchemaAsync(),
            .. await _database.QueryAsync("SELECT id, name FROM product ORDER BY id"),
            .. await _database.QueryAsync(
                "SELECT identity, state, upgrade_checksum, rollback_sql, execution_id FROM __dbwarden_migrations ORDER BY identity"
            ),
        ];

    private async Task<long> FenceAsync() =>
        long.Parse((await _database.QueryAsync("SELECT fence FROM __dbwarden_lock"))[0], null as IFormatProvider);

    private Task<CommandResult> ShellAsync(string command) =>
        CommandLine.RunAsync("/bin/sh", ["-c", command], _shop.Directory, _shop.Environment());

    [GeneratedRegex("\"engine\": \"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Engine();

    [GeneratedRegex("\"file\": \"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();

    [GeneratedRegex("\"connection\": \"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Connection();
}
