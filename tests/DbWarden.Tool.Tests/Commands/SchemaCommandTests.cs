using System.Text.Json;
using DbWarden.TestSupport;
using Microsoft.Data.Sqlite;

namespace DbWarden.Tool.Tests.Commands;

/// <summary><c>check-db</c>, <c>snapshot</c> and <c>verify</c> on a folder of migrations.</summary>
public sealed class SchemaCommandTests
{
    private const string Tea =
        "-- upgrade\nCREATE TABLE tea (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n-- rollback\nDROP TABLE tea;\n";
    private TemporaryDirectory _folder = null!;

    [SetUp]
    public async Task MigrateAsync()
    {
        _folder = new TemporaryDirectory();
        _folder.Write("migrations/primary/V__1_tea.sql", Tea);
        (await RunAsync("migrate")).ShouldExitWith(0);
    }

    [TearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public async Task Check_db_shows_the_schema()
    {
        var result = (await RunAsync("check-db")).ShouldExitWith(0);
        Assert.That(result.StandardOutput, Does.Contain("table tea").And.Contain("not null").And.Not.Contain("__dbwarden"));
    }

    [Test]
    public async Task Check_db_writes_json_on_demand()
    {
        var result = (await RunAsync("check-db", "--out", "json")).ShouldExitWith(0);
        using var json = JsonDocument.Parse(result.StandardOutput);
        var table = json.RootElement.GetProperty("databases")[0].GetProperty("schema").GetProperty("tables")[0];
        Assert.That(table.GetProperty("columns")[1].GetProperty("name").GetString(), Is.EqualTo("name"));
    }

    [Test]
    public async Task Check_db_writes_yaml_and_sql_on_demand()
    {
        Assert.That(
            (await RunAsync("check-db", "--out", "yaml")).ShouldExitWith(0).StandardOutput,
            Does.StartWith("---\nformat: 1\n")
        );
        Assert.That(
            (await RunAsync("check-db", "--out", "sql")).ShouldExitWith(0).StandardOutput,
            Does.StartWith("CREATE TABLE tea (")
        );
    }

    [Test]
    public async Task Expect_finds_a_column_added_by_hand()
    {
        (await RunAsync("check-db", "--expect")).ShouldExitWith(0);
        await ExecuteAsync("ALTER TABLE tea ADD COLUMN by_hand TEXT");

        var result = (await RunAsync("check-db", "--expect")).ShouldExitWith(6);

        Assert.That(result.StandardOutput, Does.Contain("in table tea:\n    added    column by_hand  TEXT\n"));
        using var json = JsonDocument.Parse((await RunAsync("check-db", "--expect", "--json")).ShouldExitWith(6).StandardOutput);
        Assert.That(json.RootElement.GetProperty("databases")[0].GetProperty("differences").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Snapshot_shows_one_table()
    {
        await ExecuteAsync("CREATE TABLE other (id INTEGER)");
        var result = (await RunAsync("snapshot", "TEA")).ShouldExitWith(0);
        Assert.That(result.StandardOutput, Does.Contain("table tea").And.Not.Contain("other"));
    }

    [Test]
    public async Task Snapshot_of_nothing_names_what_there_is()
    {
        var result = (await RunAsync("snapshot", "coffee")).ShouldExitWith(2);
        Assert.That(result.StandardError, Does.Contain("'coffee'").And.Contain("tea"));
    }

    [Test]
    public async Task Verify_passes_what_undoes_itself()
    {
        var result = (await RunAsync("verify")).ShouldExitWith(0);
        Assert.That(result.StandardOutput, Does.Contain("passed    V__1_tea.sql"));
    }

    [Test]
    public async Task Verify_names_what_a_rollback_left_over()
    {
        _folder.Write(
            "migrations/primary/V__2_index.sql",
            "-- upgrade\nCREATE INDEX ix ON tea (name);\n-- rollback\nSELECT 1;\n"
        );
        var result = (await RunAsync("verify")).ShouldExitWith(6);
        Assert.That(result.StandardOutput, Does.Contain("wrong     V__2_index.sql").And.Contain("added    index ix"));
    }

    [Test]
    public async Task A_killed_verify_leaves_nothing_that_the_next_one_does_not_remove()
    {
        // A query that does not end by itself, so that the kill comes while the scratch database is in use.
        const string Endless =
            "-- upgrade\nCREATE TABLE n AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c;\n-- rollback\nDROP TABLE n;\n";
        var file = _folder.Write("migrations/primary/V__2_endless.sql", Endless);
        var temporary = Path.Combine(_folder.Path, "tmp");
        Directory.CreateDirectory(temporary);
        using (
            var process = CommandLine.Start(Tool.Path, Arguments("verify"), _folder.Path, Tool.Environment(("TMPDIR", temporary)))
        )
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (!Scratch(temporary).Any(directory => File.Exists(Path.Combine(directory, "scratch.db"))))
                await Task.Delay(20, deadline.Token);
            process.Kill();
            await process.WaitForExitAsync(deadline.Token);
        }

        Assert.That(Scratch(temporary), Is.Not.Empty);
        File.Delete(file);

        (
            await CommandLine.RunAsync(Tool.Path, Arguments("verify"), _folder.Path, Tool.Environment(("TMPDIR", temporary)))
        ).ShouldExitWith(0);

        Assert.That(Scratch(temporary), Is.Empty);
    }

    private static string[] Scratch(string temporary) => Directory.GetDirectories(temporary, "dbwarden_scratch_*");

    private Task<CommandResult> RunAsync(params string[] arguments) => Tool.RunAsync(_folder.Path, Arguments(arguments));

    private string[] Arguments(params string[] arguments) =>
        [
            .. arguments,
            "--artifact",
            "migrations",
            "--engine",
            "sqlite",
            "--connection",
            $"Data Source={Path.Combine(_folder.Path, "shop.db")}",
        ];

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "shop.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
