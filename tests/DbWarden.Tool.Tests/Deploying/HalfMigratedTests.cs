namespace DbWarden.Tool.Tests.Deploying;

/// <summary>A file of seven statements that fails at the fourth, on an engine whose DDL commits by itself.</summary>
public sealed class HalfMigratedTests
{
    private const string File = "V__0003_warehouse.sql";
    private const string Head = "-- upgrade\nCREATE TABLE w1 (id INT);\nCREATE TABLE w2 (id INT);\nCREATE TABLE w3 (id INT);\n";
    private const string Tail =
        "CREATE TABLE w5 (id INT);\nCREATE TABLE w6 (id INT);\nCREATE TABLE w7 (id INT);\n-- rollback\nDROP TABLE w1, w2, w3, w5, w6, w7;\n";

    private Shop _shop = null!;

    [SetUp]
    public async Task OpenShop() => _shop = await Shop.OpenAsync("mariadb");

    [TearDown]
    public void CloseShop() => _shop.Dispose();

    [Test]
    public async Task What_ran_is_known_an_edit_of_it_is_refused_and_the_rest_goes_on()
    {
        _shop.Release((File, Head + "ALTER TABLE w4 ADD COLUMN name INT;\n" + Tail));
        var failed = await _shop.RunAsync("migrate");
        Assert.That(failed.ShouldExitWith(1).StandardError, Does.Contain("w4' doesn't exist").And.Contain($"at {File}(5,1)"));

        var status = await _shop.RunAsync("status");
        Assert.That(status.ShouldExitWith(0).StandardOutput, Does.Match("(?m)^0003 .* failed "));
        Assert.That(
            status.StandardOutput,
            Does.Contain($"Units 1 to 3 of 7 in {File} took effect; unit 4 did not.")
                .And.Contain($"{File}(5,1): Table '")
                .And.Contain("w4' doesn't exist")
        );

        const string corrected = "ALTER TABLE w3 ADD COLUMN name INT;\n";
        _shop.Release((File, Head.Replace("w2 (id INT)", "w2 (id BIGINT)", StringComparison.Ordinal) + corrected + Tail));
        Assert.That(
            (await _shop.RunAsync("migrate", "--resume")).ShouldExitWith(5).StandardError,
            Does.Contain($"at {File}(3,1)").And.Contain("was changed since")
        );

        _shop.Release((File, Head + corrected + Tail));
        var resumed = await _shop.RunAsync("migrate", "--resume", "--verbose");
        Assert.That(
            resumed.ShouldExitWith(0).StandardError,
            Does.Contain(" line 5 ").And.Contain("TABLE w7").And.Not.Contain("TABLE w1").And.Not.Contain("TABLE w2")
        );
        Assert.That(
            (await _shop.RunAsync("check-db", "--expect")).ShouldExitWith(0).StandardOutput,
            Does.StartWith("primary: as the migrations make it")
        );
    }
}
