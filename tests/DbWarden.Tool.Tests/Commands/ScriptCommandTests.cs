using System.Text.Json;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Commands;

public sealed class ScriptCommandTests
{
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void MakeMigrations()
    {
        _directory = new TemporaryDirectory();
        for (var version = 1; version <= 3; version++)
            _directory.Write(
                $"migrations/V__{version}_t.sql",
                $"-- upgrade\nCREATE TABLE t{version} (id INT);\n-- rollback\nDROP TABLE t{version};\n"
            );
    }

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public async Task A_script_goes_to_standard_output_and_runs_in_the_client()
    {
        var script = await RunAsync();
        Assert.That(script.ShouldExitWith(0).StandardError, Is.Empty);
        await ClientAsync(script.StandardOutput);
        var status = await Tool.RunAsync(_directory.Path, ["status", .. Artifact, "--connection", "Data Source=a.db"]);
        Assert.That(status.ShouldExitWith(0).StandardOutput, Does.Contain("3 applied"));
    }

    [Test]
    public async Task Json_says_how_much_it_is()
    {
        using var json = JsonDocument.Parse((await RunAsync("--from", "1", "--json")).ShouldExitWith(0).StandardOutput);
        Assert.That(json.RootElement.GetProperty("migrations").GetInt32(), Is.EqualTo(2));
        Assert.That(
            json.RootElement.GetProperty("script").GetString(),
            Does.Contain("CREATE TABLE t3").And.Not.Contain("CREATE TABLE t1")
        );
    }

    [TestCase("--to must be above --from", "--from", "2", "--to", "2")]
    [TestCase("--to must be below --from", "--rollback", "--from", "2", "--to", "2")]
    [TestCase("has no such version", "--from", "9")]
    [TestCase("has no database 'other'", "-d", "other")]
    public async Task Wrong_versions_are_told(string expected, params string[] options)
    {
        var result = await RunAsync(options);
        Assert.That(result.ShouldExitWith(2).StandardOutput, Is.Empty);
        Assert.That(result.StandardError, Does.Contain(expected));
    }

    private static string[] Artifact => ["--artifact", "migrations", "--engine", "sqlite"];

    private Task<CommandResult> RunAsync(params string[] options) =>
        Tool.RunAsync(_directory.Path, ["script", .. Artifact, .. options]);

    private async Task ClientAsync(string script) =>
        (
            await CommandLine.RunAsync(Programs.Require("sqlite3"), ["a.db"], _directory.Path, standardInput: script)
        ).ShouldExitWith(0);
}
