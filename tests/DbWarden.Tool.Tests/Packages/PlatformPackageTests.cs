using System.IO.Compression;
using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Engines;

namespace DbWarden.Tool.Tests.Packages;

/// <summary>The tool as it is installed from a feed with packages for single platforms: native code where this machine can make it.</summary>
public sealed class PlatformPackageTests
{
    private TemporaryDirectory _directory = null!;
    private PackedPackages _packages = null!;

    [OneTimeSetUp]
    public async Task PackAsync()
    {
        _directory = new TemporaryDirectory();
        _packages = await PackedPackages.WithPlatformAsync();
        _directory.Write(
            "nuget.config",
            $"<configuration><packageSources><clear/><add key=\"local\" value=\"{_packages.Feed}\"/></packageSources></configuration>"
        );
    }

    [OneTimeTearDown]
    public void Delete() => _directory.Dispose();

    [TestCaseSource(typeof(TestDatabase), nameof(TestDatabase.Engines))]
    public async Task An_installed_tool_deploys(string engine)
    {
        var tools = Path.Combine(_directory.Path, "tools-" + engine);
        (await DotnetAsync("tool", "install", "dbwarden", "--version", _packages.Version, "--tool-path", tools)).ShouldExitWith(
            0
        );
        using var shop = await Shop.OpenAsync(engine);

        foreach (
            var arguments in new[]
            {
                "migrate",
                "status --json",
                "check-db",
                "rollback --name product_names",
                "history",
                "lock-status",
            }
        )
        {
            var result = await CommandLine.RunAsync(
                Path.Combine(tools, "dbwarden"),
                Shop.Arguments(arguments.Split(' ')),
                shop.Directory,
                shop.Environment()
            );
            result.ShouldExitWith(0);
        }
    }

    [Test]
    public async Task A_local_tool_suggests_commands_that_can_be_copied()
    {
        (await DotnetAsync("new", "tool-manifest", "-o", ".config")).ShouldExitWith(0);
        (await DotnetAsync("tool", "install", "dbwarden", "--version", _packages.Version)).ShouldExitWith(0);

        _directory.Write("Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        var result = await DotnetAsync("dbwarden", "init");

        Assert.That(result.ShouldExitWith(0).Output, Does.Contain("dotnet dbwarden migrate"));
    }

    [Test]
    public async Task A_global_tool_is_a_command_of_its_user()
    {
        (await DotnetAsync("tool", "install", "--global", "dbwarden", "--version", _packages.Version)).ShouldExitWith(0);

        var tool = Path.Combine(_directory.Path, "home", ".dotnet", "tools", "dbwarden");
        var version = await CommandLine.RunAsync(tool, ["--version"], _directory.Path, Tool.Environment());
        Assert.That(version.ShouldExitWith(0).StandardOutput, Is.EqualTo(_packages.Version + "\n"));
    }

    [Test]
    public async Task It_runs_once_without_being_installed()
    {
        var version = await DotnetAsync("dnx", "--yes", "dbwarden@" + _packages.Version, "version");

        Assert.That(version.ShouldExitWith(0).StandardOutput, Does.StartWith($"dbwarden {_packages.Version} ("));
    }

    [Test]
    public async Task Any_other_platform_gets_the_portable_package()
    {
        await using var pointer = await ZipFile.OpenReadAsync(_packages.PathOf("dbwarden"));
        using var settings = new StreamReader(await pointer.GetEntry("tools/any/any/DotnetToolSettings.xml")!.OpenAsync());
        var portable = Path.Combine(_directory.Path, "portable");
        await ZipFile.ExtractToDirectoryAsync(_packages.PortableTool, portable);

        var version = await DotnetAsync(Path.Combine(portable, "tools", "net10.0", "any", "dbwarden.dll"), "version");

        Assert.That(await settings.ReadToEndAsync(), Does.Contain("RuntimeIdentifier=\"any\" Id=\"dbwarden.any\""));
        Assert.That(version.ShouldExitWith(0).StandardOutput, Does.Contain(_packages.Version));
    }

    private Task<CommandResult> DotnetAsync(params string[] arguments) =>
        CommandLine.RunAsync(
            "dotnet",
            arguments,
            _directory.Path,
            Tool.Environment(
                ("DOTNET_CLI_HOME", Path.Combine(_directory.Path, "home")),
                ("NUGET_PACKAGES", Path.Combine(_directory.Path, "packages"))
            )
        );
}
