using DbWarden.Tool.Tests.Engines;

namespace DbWarden.Tool.Tests.Deploying;

/// <summary>An older release takes back what a newer one has applied.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Engines))]
public sealed class DowngradeTests(string engine)
{
    private Shop _shop = null!;

    [SetUp]
    public async Task OpenShop() => _shop = await Shop.OpenAsync(engine);

    [TearDown]
    public void CloseShop() => _shop.Dispose();

    [Test]
    public async Task Release_1_takes_release_2_back_and_the_schema_is_its_own_again()
    {
        _shop.Release();
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);
        _shop.Release(
            (
                "V__0003_stock.sql",
                "-- upgrade\nCREATE TABLE stock (id BIGINT PRIMARY KEY, product BIGINT NOT NULL);\nCREATE INDEX stock_product ON stock (product);\n-- rollback\nDROP TABLE stock;\n"
            ),
            (
                "V__0004_price.sql",
                "-- upgrade\nALTER TABLE product ADD COLUMN price NUMERIC(12,2);\n-- rollback\nALTER TABLE product DROP COLUMN price;\n"
            )
        );
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);

        _shop.Release();
        Assert.That((await _shop.RunAsync("check-db", "--expect")).ShouldExitWith(6).StandardOutput, Does.Contain("price"));
        Assert.That(
            (await _shop.RunAsync("downgrade", "--to", "0002", "--dry-run")).ShouldExitWith(0).StandardOutput,
            Does.Contain(
                "-- 1 of 2: V__0004_price.sql, the rollback stored in the database\nALTER TABLE product DROP COLUMN price;"
            )
        );
        var downgrade = await _shop.RunAsync("downgrade", "--to", "0002");
        Assert.That(downgrade.ShouldExitWith(0).StandardOutput, Does.StartWith("primary: 2 migrations rolled back in "));
        Assert.That(
            downgrade.StandardError,
            Does.Contain("V__0004_price.sql is not in this artifact; the rollback that was stored when it was applied is used.")
        );
        (await _shop.RunAsync("check-db", "--expect")).ShouldExitWith(0);
        Assert.That(
            (await _shop.RunAsync("status", "--exit-code")).ShouldExitWith(0).StandardOutput,
            Does.StartWith("primary: 3 applied\n")
        );
    }
}
