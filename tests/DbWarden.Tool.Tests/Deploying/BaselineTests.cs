using DbWarden.Tool.Tests.Engines;

namespace DbWarden.Tool.Tests.Deploying;

/// <summary><c>migrate --baseline</c> on a database that has a schema already.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Engines))]
public sealed class BaselineTests(string engine)
{
    private const string Price =
        "-- upgrade\nALTER TABLE product ADD COLUMN price INT;\n-- rollback\nALTER TABLE product DROP COLUMN price;\n";

    private Shop _shop = null!;

    [SetUp]
    public async Task OpenShop() => _shop = await Shop.OpenAsync(engine);

    [TearDown]
    public void CloseShop() => _shop.Dispose();

    [Test]
    public async Task A_schema_that_is_there_already_is_taken_on_where_it_is_what_the_migrations_make()
    {
        // What another tool has left: the schema of version 2, and no records.
        (await _shop.RunAsync("migrate", "--to-version", "2")).ShouldExitWith(0);
        (await _shop.RunAsync("repair", "--mark-pending", "2", "--yes")).ShouldExitWith(0);
        (await _shop.RunAsync("repair", "--mark-pending", "1", "--yes")).ShouldExitWith(0);
        _shop.Release(("V__0003_price.sql", Price));

        var wrong = await _shop.RunAsync("migrate", "--baseline", "--to-version", "3", "--verify");
        Assert.That(
            wrong.ShouldExitWith(6).StandardError,
            Does.Contain("is not what the migrations up to 3 make")
                .And.Contain("missing  column price")
                .And.Contain("Nothing was recorded.")
        );

        var plan = await _shop.RunAsync("migrate", "--baseline", "--to-version", "2", "--dry-run");
        Assert.That(
            plan.ShouldExitWith(0).StandardOutput,
            Does.StartWith("-- primary: 2 migrations would be recorded as baseline\n")
        );
        var right = await _shop.RunAsync("migrate", "--baseline", "--to-version", "2", "--verify");
        Assert.That(right.ShouldExitWith(0).StandardOutput, Does.StartWith("primary: 2 migrations recorded as baseline in "));
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 2 baseline, 2 pending\n"));
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);
        (await _shop.RunAsync("check-db", "--expect")).ShouldExitWith(0);
    }
}
