using System.Collections.Concurrent;
using DbWarden.Migrations.Manifest;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Artifacts;

/// <summary>
/// An application (Shop) and its library of migrations (Shop.Migrations), built by the real SDK once per run and in each form
/// that a test asks for.
/// </summary>
[SetUpFixture]
internal sealed class BuiltApplication
{
    private const string Runtime = "linux-x64";

    private static readonly TemporaryDirectory Folder = new();
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Outputs = new(StringComparer.Ordinal);

    /// <summary>Builds of one project write to the same intermediate folder, so only one runs at a time.</summary>
    private static readonly SemaphoreSlim OneBuild = new(1, 1);

    private static bool _sourcesWritten;

    public static SampleTree Tree { get; } = SampleTree.Shop();

    /// <summary>The output folder of a plain build.</summary>
    public static Task<string> BuiltAsync() => OutputAsync("build", "build");

    public static Task<string> ReadyToRunAsync() =>
        OutputAsync("ready", "publish", "-r", Runtime, "--no-self-contained", "-p:PublishReadyToRun=true");

    public static Task<string> TrimmedAsync() =>
        OutputAsync("trimmed", "publish", "-r", Runtime, "--self-contained", "-p:PublishTrimmed=true");

    public static Task<string> SingleFileAsync() =>
        OutputAsync("single", "publish", "-r", Runtime, "--no-self-contained", "-p:PublishSingleFile=true");

    public static Task<string> CompressedSingleFileAsync() =>
        OutputAsync(
            "compressed",
            "publish",
            "-r",
            Runtime,
            "--self-contained",
            "-p:PublishSingleFile=true",
            "-p:EnableCompressionInSingleFile=true",
            "-p:PublishTrimmed=true"
        );

    [OneTimeTearDown]
    public static void RemoveOutputs() => Folder.Dispose();

    private static Task<string> OutputAsync(string name, params string[] arguments) =>
        Outputs.GetOrAdd(name, _ => new Lazy<Task<string>>(() => RunAsync(name, arguments))).Value;

    private static async Task<string> RunAsync(string name, string[] arguments)
    {
        await OneBuild.WaitAsync();
        try
        {
            if (!_sourcesWritten)
                WriteSources();
            _sourcesWritten = true;
            var output = Path.Combine(Folder.Path, "outputs", name);
            string[] all = [arguments[0], "Shop", .. arguments[1..], "-c", "Release", "-o", output, "-nologo"];
            var result = await CommandLine.RunAsync("dotnet", all, Folder.Path, timeout: TimeSpan.FromMinutes(5));
            result.ShouldExitWith(0);
            return output;
        }
        finally
        {
            OneBuild.Release();
        }
    }

    private static void WriteSources()
    {
        foreach (var (resource, content) in Tree.Resources)
            Folder.Write(Path.Combine("Shop.Migrations", resource), content);
        var resources = Tree
            .Files.Keys.Append(MigrationManifest.ResourceName)
            .Select(resource =>
                $"""    <EmbeddedResource Include="{resource}" LogicalName="{resource}" WithCulture="false" />"""
            );
        Folder.Write(
            Path.Combine("Shop.Migrations", "Shop.Migrations.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <InformationalVersion>2.3.0-beta.1+0123456789abcdef0123456789abcdef01234567</InformationalVersion>
              </PropertyGroup>
              <ItemGroup>
            {string.Join('\n', resources)}
              </ItemGroup>
            </Project>
            """
        );
        Folder.Write(
            Path.Combine("Shop", "Shop.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Shop.Migrations/Shop.Migrations.csproj" />
                <TrimmerRootAssembly Include="Shop.Migrations" />
              </ItemGroup>
            </Project>
            """
        );
        Folder.Write(Path.Combine("Shop", "Program.cs"), "System.Console.WriteLine(\"A shop.\");");
    }
}
