using System.Text.Json;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Commands;

public sealed class CheckCommandTests
{
    private const string Good = "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n";
    private const string Bad = "-- upgrade\nINSERT INTO a VALUES ('x);\n";

    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void MakeDirectory() => _directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public async Task Good_files_have_no_problem()
    {
        _directory.Write("migrations/V__1_a.sql", Good);
        var result = await CheckFolderAsync();
        Assert.That(result.ShouldExitWith(0).StandardOutput, Is.EqualTo("1 migration: no problem\n"));
        Assert.That(result.StandardError, Is.Empty);
    }

    [Test]
    public async Task A_problem_is_told_with_its_place_as_compilers_do()
    {
        _directory.Write("migrations/V__1_a.sql", Good);
        _directory.Write("migrations/V__2_b.sql", Bad);
        var result = await CheckFolderAsync();
        Assert.That(
            result.ShouldExitWith(6).StandardOutput,
            Does.Match(@"\Amigrations/V__2_b\.sql\(2,23\): error DBW3002: .*\n\z")
        );
        Assert.That(result.StandardError, Does.StartWith("error: 2 migrations: 1 error\n"));
    }

    [TestCase("--json")]
    [TestCase("--out=json")]
    [TestCase("--out", "json")]
    public async Task Json_has_every_position(params string[] format)
    {
        _directory.Write("migrations/V__2_b.sql", Bad);
        using var json = JsonDocument.Parse((await CheckFolderAsync(format)).ShouldExitWith(6).StandardOutput);
        var diagnostic = json.RootElement.GetProperty("diagnostics")[0];
        Assert.That(diagnostic.GetProperty("code").GetString(), Is.EqualTo("DBW3002"));
        Assert.That(diagnostic.GetProperty("line").GetInt32(), Is.EqualTo(2));
        Assert.That(diagnostic.GetProperty("column").GetInt32(), Is.EqualTo(23));
    }

    [Test]
    public async Task Sarif_is_a_log_that_code_scanning_reads()
    {
        _directory.Write("migrations/V__2_b.sql", Bad);
        using var json = JsonDocument.Parse((await CheckFolderAsync("--out", "sarif")).ShouldExitWith(6).StandardOutput);
        Assert.That(json.RootElement.GetProperty("version").GetString(), Is.EqualTo("2.1.0"));
        Assert.That(
            json.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("ruleId").GetString(),
            Is.EqualTo("DBW3002")
        );
    }

    [Test]
    public async Task A_projects_own_settings_decide()
    {
        _directory.Write("migrations/V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n");
        _directory.Write(
            "Shop.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><DbWardenEngine>sqlite</DbWardenEngine></PropertyGroup></Project>"
        );
        Assert.That(
            (await Tool.RunAsync(_directory.Path, "check")).ShouldExitWith(6).StandardOutput,
            Does.Contain("error DBW2002")
        );
        _directory.Write(
            "Shop.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><DbWardenEngine>sqlite</DbWardenEngine></PropertyGroup>"
                + "<ItemGroup><DbWardenRule Include=\"DBW2002\" Severity=\"warning\" /></ItemGroup></Project>"
        );
        Assert.That(
            (await Tool.RunAsync(_directory.Path, "check")).ShouldExitWith(0).StandardOutput,
            Does.Contain("warning DBW2002").And.EndWith("1 migration: 1 warning\n")
        );
    }

    [Test]
    public async Task An_artifact_is_checked_by_the_rules_of_today()
    {
        Release.Write(_directory.Path, [("primary", "sqlite")], ("primary/V__1_a.sql", Good));
        Assert.That(
            (await Tool.RunAsync(_directory.Path, "check", "--artifact", Release.FileName)).ShouldExitWith(0).StandardOutput,
            Is.EqualTo("1 migration: no problem\n")
        );
    }

    [Test]
    public async Task Where_there_is_no_project_the_artifact_is_found_as_for_a_deploy()
    {
        Release.Write(_directory.Path, [("primary", "sqlite")], ("primary/V__1_a.sql", Good));
        Assert.That(
            (await Tool.RunAsync(_directory.Path, "check")).ShouldExitWith(2).StandardError,
            Does.Contain("No artifact was found")
        );

        var environment = Tool.Environment(("DBWARDEN_ARTIFACT", Release.FileName));
        var result = await CommandLine.RunAsync(Tool.Path, ["check"], _directory.Path, environment);
        Assert.That(result.ShouldExitWith(0).StandardOutput, Is.EqualTo("1 migration: no problem\n"));
    }

    [Test]
    public async Task A_folder_needs_an_engine()
    {
        _directory.Write("migrations/V__1_a.sql", Good);
        var result = await Tool.RunAsync(_directory.Path, "check", "--artifact", "migrations");
        Assert.That(result.ShouldExitWith(2).StandardError, Does.Contain("--engine"));
    }

    private Task<CommandResult> CheckFolderAsync(params string[] arguments) =>
        Tool.RunAsync(_directory.Path, ["check", "--artifact", "migrations", "--engine", "sqlite", .. arguments]);
}
