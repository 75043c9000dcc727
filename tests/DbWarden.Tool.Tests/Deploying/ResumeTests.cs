using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace DbWarden.Tool.Tests.Deploying;

/// <summary>The ways on after a migration that stopped half way: <c>--resume</c>, <c>--resume-at</c> and <c>repair</c>.</summary>
public sealed class ResumeTests
{
    private const string File = "V__0003_stock.sql";
    private const string Head = "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE stock (id BIGINT);\n";
    private const string Tail = "CREATE TABLE shelf (id BIGINT);\n-- rollback\nDROP TABLE shelf;\nDROP TABLE stock;\n";
    private const string Broken = Head + "INSERT INTO stok VALUES (1);\n" + Tail;
    private const string Corrected = Head + "INSERT INTO stock VALUES (1);\n" + Tail;

    private Shop _shop = null!;

    [SetUp]
    public async Task StopHalfWay()
    {
        _shop = await Shop.OpenAsync("sqlite");
        _shop.Release((File, Broken));
        var failed = await _shop.RunAsync("migrate");
        Assert.That(
            failed.ShouldExitWith(1).StandardError,
            Does.Contain(File + "(4,1)").And.Contain("migrate --resume --artifact")
        );
    }

    [TearDown]
    public void CloseShop() => _shop.Dispose();

    [Test]
    public async Task A_corrected_file_goes_on_and_then_comes_what_is_pending()
    {
        _shop.Release((File, Corrected));
        Assert.That(
            (await _shop.RunAsync("migrate")).ShouldExitWith(5).StandardError,
            Does.Contain("is half applied").And.Contain("migrate --resume")
        );

        var plan = await _shop.RunAsync("migrate", "--resume", "--dry-run");
        Assert.That(
            plan.ShouldExitWith(0).StandardOutput,
            Does.Contain(File + ", from unit 2 on\nINSERT INTO stock").And.Not.Contain("CREATE TABLE stock")
        );

        var resumed = await _shop.RunAsync("migrate", "--resume");
        Assert.That(resumed.ShouldExitWith(0).StandardOutput, Does.StartWith("primary: 2 migrations applied in "));
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 4 applied\n"));
        Assert.That(Query("SELECT count(*) FROM stock"), Is.EqualTo(1));
    }

    [Test]
    public async Task Where_it_is_not_known_what_took_effect_a_person_says_where_to_go_on()
    {
        _shop.Release((File, Corrected));
        Execute("UPDATE __dbwarden_migrations SET state = 'applying', unit_in_doubt = 2, error = NULL WHERE state = 'failed'");
        var refused = await _shop.RunAsync("migrate", "--resume");
        Assert.That(refused.ShouldExitWith(5).StandardError, Does.Contain("--resume-at 2").And.Contain("--resume-at 3"));

        (await _shop.RunAsync("migrate", "--resume-at", "3")).ShouldExitWith(0);
        Assert.That(Query("SELECT count(*) FROM stock"), Is.Zero, "The unit in doubt was passed over.");
    }

    [Test]
    public async Task A_rollback_that_stopped_half_way_goes_on_too()
    {
        _shop.Release((File, Corrected));
        (await _shop.RunAsync("migrate", "--resume")).ShouldExitWith(0);
        (await _shop.RunAsync("rollback", "--name", "product_names")).ShouldExitWith(0);
        Execute("ALTER TABLE stock RENAME TO moved");
        Assert.That((await _shop.RunAsync("rollback")).ShouldExitWith(1).StandardError, Does.Contain("rollback --resume"));

        Execute("ALTER TABLE moved RENAME TO stock");
        Assert.That(
            (await _shop.RunAsync("rollback", "--resume")).ShouldExitWith(0).StandardOutput,
            Does.StartWith("primary: 1 migration rolled back")
        );
        var nothing = await _shop.RunAsync("rollback", "--resume");
        Assert.That(
            nothing.ShouldExitWith(0).StandardOutput,
            Is.EqualTo("primary: nothing to roll back\n"),
            "Going on never begins another rollback."
        );
        Assert.That(nothing.StandardError, Does.Contain("No rollback has stopped half way"));
    }

    [Test]
    public async Task Repair_shows_the_change_and_does_nothing_without_a_yes()
    {
        var unanswered = await _shop.RunAsync("repair", "--mark-applied", "3");
        Assert.That(
            unanswered.ShouldExitWith(2).StandardError,
            Does.Contain(File + ": failed becomes applied").And.Contain("--yes")
        );
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.Match("(?m)^0003 .* failed "));
    }

    [TestCase("--mark-applied", "(?m)^0003 .* applied ")]
    [TestCase("--mark-pending", "(?m)^0003 .* pending")]
    public async Task Repair_makes_the_records_say_what_was_done_by_hand(string option, string status)
    {
        var done = await _shop.RunAsync("repair", option, "0003", "--yes");
        Assert.That(done.ShouldExitWith(0).StandardOutput, Does.StartWith("primary: 1 record changed\n  " + File));
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.Match(status));
        Assert.That((await _shop.RunAsync("history")).StandardOutput, Does.Match("repair +0003 .* repaired"));
    }

    [Test]
    public async Task Repair_tells_a_program_what_it_changed()
    {
        using var json = JsonDocument.Parse(
            (await _shop.RunAsync("repair", "--mark-pending", "3", "-y", "--json")).ShouldExitWith(0).StandardOutput
        );
        JsonSnapshots.Match(json);
        Assert.That(
            (await _shop.RunAsync("repair", "--mark-pending", "3", "-y")).ShouldExitWith(0).StandardOutput,
            Is.EqualTo("primary: nothing to change\n")
        );
    }

    [Test]
    public async Task A_changed_file_is_accepted_on_demand()
    {
        (await _shop.RunAsync("repair", "--mark-pending", "3", "--yes")).ShouldExitWith(0);
        Execute("DROP TABLE stock; UPDATE __dbwarden_migrations SET upgrade_checksum = 'sha256:0' WHERE version = '0002'");
        Assert.That((await _shop.RunAsync("migrate")).ShouldExitWith(5).StandardError, Does.Contain("repair --accept-checksums"));
        (await _shop.RunAsync("repair", "--accept-checksums", "--yes")).ShouldExitWith(0);
        _shop.Release((File, Corrected));
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);
    }

    [TestCase("y", 0)]
    [TestCase("n", 2)]
    [Platform(Exclude = "Win", Reason = "Windows has no script(1).")]
    public async Task A_person_is_asked(string answer, int exitCode)
    {
        var command = $"'{Tool.Path}' {string.Join(' ', Shop.Arguments("repair", "--mark-applied", "3"))}";
        var result = await TestSupport.CommandLine.RunAsync(
            "script",
            ["-qefc", command, "/dev/null"],
            _shop.Directory,
            _shop.Environment(),
            answer + "\n"
        );
        Assert.That(result.ShouldExitWith(exitCode).StandardOutput, Does.Contain("Change this in the records? [y/N]"));
    }

    private void Execute(string sql) => Query(sql);

    private long Query(string sql)
    {
        using var connection = new SqliteConnection(_shop.Database.Connection + ";Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
