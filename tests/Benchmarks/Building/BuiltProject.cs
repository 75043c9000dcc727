using DbWarden.Benchmarks.Deploying;
using DbWarden.Benchmarks.Measuring;

namespace DbWarden.Benchmarks.Building;

/// <summary>A library with migrations in it, as <c>dotnet build</c> finds it after a restore.</summary>
internal sealed class BuiltProject
{
    // Every build starts from nothing and leaves nothing running: a server that is kept would be the one's gain and the other's loss.
    private static readonly Dictionary<string, string?> WithoutServers = new(StringComparer.Ordinal)
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["UseSharedCompilation"] = "false",
    };

    private const string PlainItems = """<ItemGroup><EmbeddedResource Include="migrations/**/*.sql" /></ItemGroup>""";

    private readonly string _folder;
    private readonly int _count;
    private int _changes;

    private BuiltProject(string folder, int count, string items)
    {
        _folder = folder;
        _count = count;
        var migrations = Path.Combine(folder, "migrations", "primary");
        Directory.CreateDirectory(migrations);
        for (var number = 1; number <= count; number++)
            File.WriteAllText(MigrationPath(number), Yardstick.Migration(number));
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{BenchmarkPrograms.Feed}" />
                <add key="empty" value="feed" />
              </packageSources>
            </configuration>
            """
        );
        EmptyPackage.Write(Path.Combine(folder, "feed"));
        foreach (var shared in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(folder, shared), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Shop.cs"), "namespace Shop;\n\npublic sealed class Order;\n");
        File.WriteAllText(
            Path.Combine(folder, "Shop.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesPath>packages</RestorePackagesPath>
              </PropertyGroup>
              {items}
            </Project>
            """
        );
    }

    /// <summary>With the migrations as any other file that is embedded.</summary>
    public static BuiltProject Plain(string folder, int count) => new(folder, count, PlainItems);

    /// <summary>The same, with a reference to a package that does nothing.</summary>
    public static BuiltProject WithEmptyPackage(string folder, int count) =>
        new(folder, count, PlainItems + Reference(EmptyPackage.Name, EmptyPackage.Version));

    /// <summary>With DbWarden.Build.</summary>
    public static BuiltProject Validated(string folder, int count) =>
        new(
            folder,
            count,
            $"""
              <PropertyGroup><DbWardenEngine>sqlite</DbWardenEngine></PropertyGroup>
              {Reference("DbWarden.Build", BenchmarkPrograms.BuildVersion)}
            """
        );

    public Task RestoreAsync() => ProcessMeasurement.SecondsAsync(DotNet("restore", "-v:quiet"));

    public Task<double> BuildAsync() => ProcessMeasurement.SecondsAsync(DotNet("build", "--no-restore", "-nologo", "-v:quiet"));

    /// <summary>Takes away what a build leaves, but not what the restore left.</summary>
    public void Clean()
    {
        foreach (var output in new[] { "bin", Path.Combine("obj", "Debug") })
        {
            if (Directory.Exists(Path.Combine(_folder, output)))
                Directory.Delete(Path.Combine(_folder, output), recursive: true);
        }
    }

    /// <summary>Changes a migration, or the program where there is none.</summary>
    public void Change()
    {
        _changes++;
        if (_count > 0)
            File.AppendAllText(MigrationPath(_count), $"-- Change {_changes}\n");
        else
            File.AppendAllText(Path.Combine(_folder, "Shop.cs"), $"// Change {_changes}\n");
    }

    private static string Reference(string package, string version) =>
        $"""<ItemGroup><PackageReference Include="{package}" Version="{version}" PrivateAssets="all" /></ItemGroup>""";

    private string MigrationPath(int number) => Path.Combine(_folder, "migrations", "primary", Yardstick.FileName(number));

    private Invocation DotNet(params string[] arguments) =>
        new(["dotnet", .. arguments]) { WorkingDirectory = _folder, Environment = WithoutServers };
}
