using System.Text.Json;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Commands;

/// <summary>What a deploy would go by, shown without connecting to anything.</summary>
public sealed class ConfigurationCommandTests
{
    private const string Migration = "-- upgrade\nSELECT 1;\n-- rollback\nSELECT 1;\n";

    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void MakeRelease()
    {
        _directory = new TemporaryDirectory();
        Release.Write(
            _directory.Path,
            [("analytics", "mysql"), ("primary", "postgresql")],
            ("primary/V__1_a.sql", Migration),
            ("primary/V__2_b.sql", Migration),
            ("analytics/V__1_a.sql", Migration)
        );
        _directory.Write(
            "appsettings.json",
            """{ "ConnectionStrings": { "primary": "postgresql://app:canaryXk9@db/shop" }, "DbWarden": { "LockWait": "5m" } }"""
        );
    }

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public async Task The_databases_are_listed_with_the_connections_that_they_would_have()
    {
        using var json = JsonDocument.Parse((await RunAsync("database", "list", "--json")).ShouldExitWith(0).StandardOutput);
        var databases = json.RootElement.GetProperty("databases").EnumerateArray().ToList();
        Assert.That(
            databases.ConvertAll(database => database.GetProperty("database").GetString()),
            Is.EqualTo(["analytics", "primary"]).AsCollection
        );
        Assert.That(databases[0].GetProperty("connection").GetString(), Is.Null);
        Assert.That(
            databases[0].GetProperty("problem").GetString(),
            Is.EqualTo("No connection was given for database 'analytics'.")
        );
        Assert.That(databases[1].GetProperty("migrations").GetInt32(), Is.EqualTo(2));
        Assert.That(databases[1].GetProperty("connection").GetString(), Is.EqualTo("postgresql://app@db:5432/shop"));

        var text = (await RunAsync("database", "list")).ShouldExitWith(0).StandardOutput;
        Assert.That(
            text,
            Does.Match("(?m)^primary +postgresql +2 +postgresql://app@db:5432/shop +ConnectionStrings:primary in ")
        );
    }

    [Test]
    public async Task Each_setting_is_shown_with_its_value_and_where_that_stands()
    {
        var result = await RunAsync("settings", "show");
        var lines = result.ShouldExitWith(0).StandardOutput.Split('\n');
        Assert.That(lines, Has.Some.Match("^DbWarden:LockWait +5m +DbWarden:LockWait in .*appsettings.json$"));
        Assert.That(lines, Has.Some.Match("^DbWarden:ConnectTimeout +30s +default$"));
        Assert.That(lines, Has.Some.Match("^Environment +Production +default$"));
        Assert.That(lines, Has.Some.Match("^DbWarden:Schema +the connection's current one +default$"));
        Assert.That(lines, Has.Some.Match("^DbWarden:BackupDirectory +backups +default$"));
        Assert.That(lines, Has.Some.Match("^DbWarden:LockTimeout +5s +default$"));
        Assert.That(lines, Has.Some.Match("^DbWarden:StatementTimeout +no limit +default$"));
        Assert.That(
            lines,
            Has.Some.Match("^Connection of primary +postgresql://app@db:5432/shop +ConnectionStrings:primary in ")
        );
        Assert.That(lines, Has.Some.Match("^Artifact +.*Shop.2.4.0.dbwarden.zip +--artifact$"));
    }

    [Test]
    public async Task A_default_that_differs_from_engine_to_engine_is_shown_for_each_database()
    {
        Release.Write(
            _directory.Path,
            [("local", "sqlite"), ("primary", "postgresql")],
            ("local/V__1_a.sql", Migration),
            ("primary/V__1_a.sql", Migration)
        );
        var lines = (await RunAsync("settings", "show")).ShouldExitWith(0).StandardOutput.Split('\n');
        Assert.That(lines, Has.Some.Match("^DbWarden:LockTimeout of local +30s +default$"));
        Assert.That(lines, Has.Some.Match("^DbWarden:LockTimeout of primary +5s +default$"));

        using var json = JsonDocument.Parse((await RunAsync("settings", "show", "--json", "-d", "local")).StandardOutput);
        Assert.That(
            json.RootElement.GetProperty("settings")
                .EnumerateArray()
                .Where(setting => setting.GetProperty("database").ValueKind != JsonValueKind.Null)
                .Select(setting =>
                    $"{setting.GetProperty("name")} {setting.GetProperty("database")} {setting.GetProperty("value")}"
                ),
            Is.EqualTo(["Connection local ", "DbWarden:LockTimeout local 30s"]).AsCollection
        );
    }

    [TestCase("settings", "show")]
    [TestCase("database", "list")]
    public async Task A_connection_that_is_given_is_that_of_the_database_that_a_deploy_would_take(string group, string name)
    {
        const string Given = "mysql://root:canaryXk9@warehouse/facts";
        var file = _directory.Write("connection.txt", Given);

        var both = (await RunAsync(group, name, "--connection", "Host=replica;Database=shop;Password=canaryXk9")).ShouldExitWith(
            0
        );
        Assert.That(both.StandardOutput, Does.Match("(?m)primary .*postgresql://replica:5432/shop +--connection$"));
        Assert.That(both.StandardOutput, Does.Contain("analytics"));

        var one = (await RunAsync(group, name, "--database", "analytics", "--connection-file", file)).ShouldExitWith(0);
        Assert.That(one.StandardOutput, Does.Match("(?m)analytics .*mysql://root@warehouse:3306/facts +the file "));
        Assert.That(one.StandardOutput, Does.Not.Contain("primary"));
    }

    [TestCase("gone.txt cannot be read", "--connection-file", "gone.txt")]
    [TestCase("--database and --all exclude each other", "--database", "primary", "--all")]
    [TestCase("has no database 'other'", "--database", "other")]
    [TestCase("One connection cannot be that of all databases", "--all", "--connection", "Host=db")]
    public async Task Options_that_lead_nowhere_are_an_error(string message, params string[] options)
    {
        foreach (var command in new[] { "settings show", "database list" })
        {
            var result = await RunAsync([.. command.Split(' '), .. options]);
            Assert.That(result.ShouldExitWith(2).StandardError, Does.Contain(message));
        }
    }

    [Test]
    public async Task A_setting_that_cannot_be_read_is_named()
    {
        _directory.Write("appsettings.json", """{ "DbWarden": { "LockWait": "soon" } }""");
        var result = await RunAsync("settings", "show");
        Assert.That(result.ShouldExitWith(2).StandardError, Does.Contain("DbWarden:LockWait in ").And.Contain("is no duration"));
    }

    private async Task<CommandResult> RunAsync(params string[] arguments)
    {
        var result = await Tool.RunAsync(_directory.Path, [.. arguments, "--artifact", Release.FileName]);
        Assert.That(result.Output, Does.Not.Contain("canaryXk9"));
        return result;
    }
}
