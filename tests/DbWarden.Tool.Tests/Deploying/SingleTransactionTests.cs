namespace DbWarden.Tool.Tests.Deploying;

public sealed class SingleTransactionTests
{
    private Shop _shop = null!;

    [SetUp]
    public async Task OpenShop() => _shop = await Shop.OpenAsync("sqlite");

    [TearDown]
    public void CloseShop() => _shop.Dispose();

    [Test]
    public async Task Nothing_of_a_run_that_fails_remains_and_its_lines_do_not_claim_that_it_does()
    {
        _shop.Release(
            ("V__0003_break.sql", "-- upgrade\nINSERT INTO no_such_table VALUES (1);\n-- rollback\nDELETE FROM product;\n")
        );
        var failed = await _shop.RunAsync("migrate", "--single-transaction");
        Assert.That(failed.ShouldExitWith(1).StandardOutput, Is.EqualTo("primary: nothing applied before the failure\n"));
        Assert.That(
            failed.StandardError,
            Does.Contain("ran V__0001_create_product.sql")
                .And.Not.Contain(" applied V__")
                .And.Contain("nothing of this run remains")
        );
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 4 pending\n"));

        _shop.Release();
        Assert.That(
            (await _shop.RunAsync("migrate", "--single-transaction")).ShouldExitWith(0).StandardOutput,
            Does.StartWith("primary: 3 migrations applied in ")
        );
    }
}
