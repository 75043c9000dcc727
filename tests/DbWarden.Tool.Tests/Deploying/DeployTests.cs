using System.Text.Json;
using DbWarden.Tool.Tests.Engines;

namespace DbWarden.Tool.Tests.Deploying;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Engines))]
public sealed class DeployTests(string engine)
{
    private Shop _shop = null!;

    [SetUp]
    public async Task OpenShop() => _shop = await Shop.OpenAsync(engine);

    [TearDown]
    public void CloseShop() => _shop.Dispose();

    [Test]
    public async Task A_release_is_looked_at_applied_and_taken_back()
    {
        var before = await _shop.RunAsync("status", "--exit-code");
        Assert.That(before.ShouldExitWith(10).StandardOutput, Does.StartWith("primary: 3 pending\n"));

        var migrate = await _shop.RunAsync("migrate");
        Assert.That(migrate.ShouldExitWith(0).StandardOutput, Does.Match(@"\Aprimary: 3 migrations applied in \S+ m?s\n\z"));
        Assert.That(
            migrate
                .StandardError.Split('\n')
                .Where(line => line.Contains(" applied ", StringComparison.Ordinal))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]),
            Is.EqualTo(new[] { "V__0001_create_product.sql", "V__0002_add_product_name.sql", "ROC__product_names.sql" })
        );

        var again = await _shop.RunAsync("migrate");
        Assert.That(again.ShouldExitWith(0).StandardOutput, Is.EqualTo("primary: nothing to apply\n"));

        await _shop.RunAsync("rollback", "--name", "product_names");
        var rollback = await _shop.RunAsync("rollback");
        Assert.That(rollback.ShouldExitWith(0).StandardOutput, Does.StartWith("primary: 1 migration rolled back in "));
        Assert.That(rollback.StandardError, Does.Contain("rolled back V__0002_add_product_name.sql"));

        var after = await _shop.RunAsync("status");
        Assert.That(
            after.ShouldExitWith(0).StandardOutput,
            Does.Match("(?m)^0001 .* applied ").And.Match("(?m)^0002 .* pending").And.Match("(?m)^ROC .* pending")
        );

        var history = await _shop.RunAsync("history");
        var lines = history.ShouldExitWith(0).StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(7), history.StandardOutput);
        Assert.That(lines[2], Does.Contain("migrate").And.Contain("0001"));
        Assert.That(lines[^1], Does.Contain("rollback").And.Contain("0002"));
    }

    [Test]
    public async Task A_part_is_applied_up_to_a_version_or_a_count()
    {
        (await _shop.RunAsync("migrate", "--count", "1")).ShouldExitWith(0);
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 1 applied, 2 pending\n"));
        (await _shop.RunAsync("migrate", "--to-version", "2")).ShouldExitWith(0);
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 2 applied, 1 pending\n"));
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);
        (await _shop.RunAsync("rollback", "--name", "product_names")).ShouldExitWith(0);
        Assert.That(
            (await _shop.RunAsync("rollback", "--to-version", "0001")).ShouldExitWith(0).StandardOutput,
            Does.Contain("1 migration rolled back")
        );
    }

    [Test]
    public async Task A_dry_run_shows_sql_and_changes_nothing()
    {
        var plan = await _shop.RunAsync("migrate", "--dry-run");
        Assert.That(
            plan.ShouldExitWith(0).StandardOutput,
            Does.StartWith(
                "-- primary: 3 migrations would be applied\n\n-- 1 of 3: V__0001_create_product.sql\nCREATE TABLE product (id BIGINT PRIMARY KEY);\n"
            )
        );
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 3 pending\n"));
    }

    [Test]
    public async Task A_failed_migration_is_told_with_its_place_and_what_is_applied()
    {
        _shop.Release(
            (
                "V__0003_break.sql",
                "-- upgrade\nALTER TABLE product\n  ADD COLUMN price INT;\n\nINSERT INTO no_such_table VALUES (1);\n-- rollback\nALTER TABLE product DROP COLUMN price;\n"
            )
        );
        var result = await _shop.RunAsync("migrate");
        Assert.That(
            result.ShouldExitWith(1).StandardOutput,
            Does.StartWith("primary: 2 migrations applied in ").And.EndWith(" before the failure\n")
        );
        Assert.That(
            result.StandardError,
            Does.Contain("error: ")
                .And.Contain("V__0003_break.sql(5,")
                .And.Contain("no_such_table")
                .And.Contain("state: ")
                .And.Not.Contain("   at ")
        );
    }

    [Test]
    public async Task A_changed_migration_is_refused()
    {
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);
        _shop.Release();
        Release.Write(
            _shop.Directory,
            [("primary", engine)],
            (
                "primary/V__0001_create_product.sql",
                "-- upgrade\nCREATE TABLE product (id INT);\n-- rollback\nDROP TABLE product;\n"
            )
        );
        var result = await _shop.RunAsync("migrate");
        Assert.That(result.ShouldExitWith(5).StandardError, Does.Contain("V__0001_create_product.sql"));
        Assert.That(
            (await _shop.RunAsync("status")).ShouldExitWith(0).StandardOutput,
            Does.Match("(?m)^0001 .* drifted ").And.Match("(?m)^0002 .* unknown ")
        );
    }

    [Test]
    public async Task Verbose_shows_each_statement()
    {
        var result = await _shop.RunAsync("migrate", "--verbose");
        Assert.That(
            result.ShouldExitWith(0).StandardError,
            Does.Match(@"ms +line 2 +CREATE TABLE product \(id BIGINT PRIMARY KEY\)")
        );
    }

    [TestCase("migrate")]
    [TestCase("migrate,--dry-run")]
    [TestCase("status")]
    [TestCase("history")]
    [TestCase("rollback,--dry-run")]
    public async Task Json_is_one_document_on_standard_output(string arguments)
    {
        (await _shop.RunAsync("migrate", "--count", "1")).ShouldExitWith(0);
        var result = await _shop.RunAsync([.. arguments.Split(','), "--json"]);
        using var json = JsonDocument.Parse(result.ShouldExitWith(0).StandardOutput);
        if (engine == "sqlite")
            JsonSnapshots.Match(json);
    }

    [Test]
    public async Task Json_tells_a_failure_too()
    {
        _shop.Release(
            ("V__0003_break.sql", "-- upgrade\nINSERT INTO no_such_table VALUES (1);\n-- rollback\nDELETE FROM product;\n")
        );
        var result = await _shop.RunAsync("migrate", "--json");
        using var json = JsonDocument.Parse(result.ShouldExitWith(1).StandardOutput);
        Assert.That(json.RootElement.GetProperty("failure").GetProperty("kind").GetString(), Is.EqualTo("migrationFailed"));
        Assert.That(json.RootElement.GetProperty("databases")[0].GetProperty("migrations").GetArrayLength(), Is.EqualTo(2));
        Assert.That(result.StandardError, Does.Contain("error: "));
        if (engine == "sqlite")
            JsonSnapshots.Match(json);
    }
}
