using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Engines;

namespace DbWarden.Tool.Tests.Packages;

/// <summary>
/// From a project without migrations to the first one that is applied, with three commands, the tool being there: SQLite in an empty project
/// is a page of the documentation, whose commands are run, too.
/// </summary>
public sealed class FirstMigrationTests
{
    private const string CentralPackages = """
        <Project>
          <PropertyGroup>
            <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
            <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
          </PropertyGroup>
        </Project>
        """;

    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void MakeDirectory()
    {
        _directory = new TemporaryDirectory();
        // The root of a checkout: nothing above it is looked at.
        Directory.CreateDirectory(Path.Combine(_directory.Path, ".git"));
    }

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public async Task Three_commands_lead_to_it_on_postgresql_in_a_project_with_central_packages()
    {
        _directory.Write("Directory.Packages.props", CentralPackages);
        _directory.Write(
            "Shop.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>\n"
        );
        _directory.Write("Program.cs", "System.Console.WriteLine();\n");

        await FirstMigrationIsAppliedAsync("postgresql");
    }

    [Test]
    public async Task Three_commands_lead_to_it_on_mariadb_in_a_project_of_fsharp()
    {
        _directory.Write(
            "Shop.fsproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>"
                + "<ItemGroup><Compile Include=\"Program.fs\" /></ItemGroup></Project>\n"
        );
        _directory.Write("Program.fs", "printfn \"\"\n");

        await FirstMigrationIsAppliedAsync("mariadb");
    }

    private async Task FirstMigrationIsAppliedAsync(string engine)
    {
        var packages = await PackedPackages.WithPlatformAsync();
        _directory.Write(
            "nuget.config",
            $"<configuration><packageSources><clear/><add key=\"local\" value=\"{packages.Feed}\"/></packageSources></configuration>"
        );
        var database = await TestDatabase.CreateAsync(engine, _directory.Path);
        (await DotnetAsync(database, "new", "tool-manifest", "-o", ".config")).ShouldExitWith(0);
        (await DotnetAsync(database, "tool", "install", "dbwarden", "--version", packages.Version)).ShouldExitWith(0);

        (await DotnetAsync(database, "dbwarden", "init", "--engine", engine)).ShouldExitWith(0);
        (await DotnetAsync(database, "build")).ShouldExitWith(0);
        var migrate = await DotnetAsync(database, "dbwarden", "migrate");

        Assert.That(migrate.ShouldExitWith(0).Output, Does.Contain("1 migration applied"));
        var status = await DotnetAsync(database, "dbwarden", "status", "--exit-code");
        Assert.That(status.ShouldExitWith(0).StandardOutput, Does.Contain("create app setting"));
    }

    private Task<CommandResult> DotnetAsync(TestDatabase database, params string[] arguments) =>
        CommandLine.RunAsync(
            "dotnet",
            arguments,
            _directory.Path,
            Tool.Environment(
                ("DBWARDEN_CONNECTION_PRIMARY", database.Connection),
                ("DOTNET_CLI_HOME", Path.Combine(_directory.Path, "home")),
                // What the SDK does when it is started for the first time is not what is tested.
                ("DOTNET_NOLOGO", "1"),
                ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"),
                ("NUGET_PACKAGES", Path.Combine(_directory.Path, "packages"))
            )
        );
}
