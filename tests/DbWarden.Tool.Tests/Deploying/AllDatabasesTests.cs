using System.Text.Json;
using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Engines;

namespace DbWarden.Tool.Tests.Deploying;

public sealed class AllDatabasesTests
{
    private const string Works = "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n";
    private const string Breaks = "-- upgrade\nINSERT INTO no_such_table VALUES (1);\n-- rollback\nDELETE FROM a;\n";

    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void MakeDirectory() => _directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public async Task Each_database_is_migrated_and_a_table_sums_up()
    {
        Write(Works, Works, Works);
        var result = (await RunAsync("migrate", "--all")).ShouldExitWith(0);
        Assert.That(
            result.StandardOutput,
            Does.Match("(?m)^audit +done +1 migration applied").And.Match("(?m)^orders +done").And.Match("(?m)^stock +done")
        );
        Assert.That(
            (await RunAsync("status", "-a", "--exit-code")).ShouldExitWith(0).StandardOutput,
            Does.Contain("stock: 1 applied")
        );
    }

    [Test]
    public async Task The_first_failure_ends_the_run()
    {
        Write(Works, Breaks, Works);
        var result = (await RunAsync("migrate", "--all")).ShouldExitWith(3);
        Assert.That(
            result.StandardOutput,
            Does.Match("(?m)^audit +done").And.Match("(?m)^orders +failed").And.Match("(?m)^stock +not tried")
        );
        Assert.That(
            result.StandardError,
            Does.Contain("no_such_table")
                .And.Contain("1 of 3 databases failed: orders.")
                .And.Contain("Not tried: stock.")
                .And.Contain("with --database stock in place of --all")
        );
    }

    [Test]
    public async Task Keep_going_tries_the_others()
    {
        Write(Breaks, Works, Works);
        var result = (await RunAsync("migrate", "--all", "--keep-going")).ShouldExitWith(3);
        Assert.That(
            result.StandardOutput,
            Does.Match("(?m)^audit +failed").And.Match("(?m)^orders +done").And.Match("(?m)^stock +done")
        );
    }

    [Test]
    public async Task Where_nothing_was_done_the_exit_code_is_that_of_the_failure()
    {
        Write(Breaks, Works, Works);
        (await RunAsync("migrate", "--all")).ShouldExitWith(1);
        Write(Breaks, Breaks, Breaks);
        (await RunAsync("migrate", "--all", "--keep-going")).ShouldExitWith(1);
    }

    [Test]
    public async Task One_pending_database_is_enough_for_the_exit_code()
    {
        Write(Works, Works, Works);
        (await RunAsync("migrate", "-d", "audit")).ShouldExitWith(0);
        (await RunAsync("status", "--all", "--exit-code")).ShouldExitWith(10);
    }

    [Test]
    public async Task Without_a_name_the_databases_are_listed()
    {
        Write(Works, Works, Works);
        Assert.That(
            (await RunAsync("status")).ShouldExitWith(2).StandardError,
            Does.Contain("Its databases: audit, orders, stock").And.Contain("--all")
        );
    }

    [Test]
    public async Task Json_has_an_entry_a_database()
    {
        Write(Works, Breaks, Works);
        using var json = JsonDocument.Parse((await RunAsync("migrate", "--all", "--json")).ShouldExitWith(3).StandardOutput);
        JsonSnapshots.Match(json);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_failure_in_the_middle_of_three_engines_leaves_those_behind_it_alone_unless_they_are_wanted(
        bool keepsGoing
    )
    {
        Release.Write(
            _directory.Path,
            [("audit", "postgresql"), ("orders", "mariadb"), ("stock", "sqlite")],
            ("audit/V__1_a.sql", Works),
            ("orders/V__1_a.sql", Breaks),
            ("stock/V__1_a.sql", Works)
        );
        var postgres = await TestDatabase.CreateAsync("postgresql", _directory.Path);
        var mariaDb = await TestDatabase.CreateAsync("mariadb", _directory.Path);
        Dictionary<string, string?> environment = Tool.Environment(
            ("DBWARDEN_CONNECTION_AUDIT", postgres.Connection),
            ("DBWARDEN_CONNECTION_ORDERS", mariaDb.Connection),
            ("DBWARDEN_CONNECTION_STOCK", "Data Source=stock.db")
        );
        var behind = keepsGoing ? "done" : "not tried";

        var migrated = await RunAsync(["migrate", "--all", .. keepsGoing ? ["--keep-going"] : Array.Empty<string>()]);
        var status = await RunAsync("status", "--all");

        Assert.That(
            migrated.ShouldExitWith(3).StandardOutput,
            Does.Match("(?m)^audit +done +1 migration applied")
                .And.Match("(?m)^orders +failed +.*no_such_table")
                .And.Match($"(?m)^stock +{behind}")
        );
        Assert.That(
            status.ShouldExitWith(0).StandardOutput,
            Does.Contain("audit: 1 applied").And.Contain(keepsGoing ? "stock: 1 applied" : "stock: 1 pending")
        );

        Task<CommandResult> RunAsync(params string[] arguments) =>
            CommandLine.RunAsync(Tool.Path, [.. arguments, "--artifact", Release.FileName], _directory.Path, environment);
    }

    private void Write(string audit, string orders, string stock) =>
        Release.Write(
            _directory.Path,
            [("audit", "sqlite"), ("orders", "sqlite"), ("stock", "sqlite")],
            ("audit/V__1_a.sql", audit),
            ("orders/V__1_a.sql", orders),
            ("stock/V__1_a.sql", stock)
        );

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync(
            Tool.Path,
            [.. arguments, "--artifact", Release.FileName],
            _directory.Path,
            Tool.Environment(
                ("DBWARDEN_CONNECTION_AUDIT", "Data Source=audit.db"),
                ("DBWARDEN_CONNECTION_ORDERS", "Data Source=orders.db"),
                ("DBWARDEN_CONNECTION_STOCK", "Data Source=stock.db")
            )
        );
}
