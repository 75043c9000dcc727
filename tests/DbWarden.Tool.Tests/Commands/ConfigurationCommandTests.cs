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
        Assert.That(lines, Has.Some.Match("^DbWarden:Schema +not set +default$"));
        Assert.That(
            lines,
            Has.Some.Match("^Connection of primary +postgresql://app@db:5432/shop +ConnectionStrings:primary in ")
        );
        Assert.That(lines, Has.Some.Match("^Artifact +.*Shop.2.4.0.dbwarden.zip +--artifact$"));
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
