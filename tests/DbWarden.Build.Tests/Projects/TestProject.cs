using DbWarden.TestSupport;

namespace DbWarden.Build.Tests.Projects;

/// <summary>A project as a user has it, in a folder of its own outside of this repository, with the packed package.</summary>
internal sealed class TestProject : IDisposable
{
    // The packages' version is new in every run, so the runs' projects may share the folder that they are extracted to.
    private static readonly Lazy<string> PackageFolder = new(() => RunDirectory.Create("packages"));

    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        // What 'dotnet test' tells its children about its own MSBuild.
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBuildLoadMicrosoftTargetsReadOnly"] = null,
    };

    private readonly TemporaryDirectory _root;
    private readonly string _fileName;
    private int _builds;

    private TestProject(TemporaryDirectory root, string folder, string fileName)
    {
        _root = root;
        Folder = folder;
        _fileName = fileName;
    }

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    /// <summary>The folder around it, where the NuGet configuration is.</summary>
    public string Parent => _root.Path;

    /// <summary>The assembly of the configuration Debug.</summary>
    public string Assembly => OutputFile("App.dll");

    /// <param name="properties">XML inside the property group.</param>
    /// <param name="items">XML beside the property group.</param>
    /// <param name="folder">The name of the project's folder.</param>
    /// <param name="fileName">The project file's name; its ending decides about the language.</param>
    /// <param name="framework">The element that names the target framework or frameworks.</param>
    /// <param name="engine">The engine; empty for none.</param>
    public static async Task<TestProject> CreateAsync(
        string properties = "",
        string items = "",
        string folder = "App",
        string fileName = "App.csproj",
        string framework = "<TargetFramework>net10.0</TargetFramework>",
        string engine = "sqlite"
    )
    {
        var packages = await PackedPackages.SharedAsync();
        var root = new TemporaryDirectory();
        root.Write("nuget.config", NuGetConfiguration(packages.Feed));
        var project = new TestProject(root, Path.Combine(root.Path, folder), fileName);
        var engineProperty = engine.Length > 0 ? $"<DbWardenEngine>{engine}</DbWardenEngine>" : "";
        project.Write(
            fileName,
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {framework}
                {engineProperty}
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="DbWarden.Build" Version="{packages.Version}" PrivateAssets="all" />
              </ItemGroup>
              {items}
            </Project>
            """
        );
        return project;
    }

    public TestProject Write(string relativePath, string text)
    {
        _root.Write(Path.Combine(Path.GetFileName(Folder), relativePath), text);
        return this;
    }

    public string PathOf(string relativePath) => Path.Combine(Folder, relativePath);

    public string ReadText(string relativePath) => File.ReadAllText(PathOf(relativePath));

    public string OutputFile(string name) => PathOf(Path.Combine("bin", "Debug", "net10.0", name));

    /// <summary>Replaces text in the project file.</summary>
    public void Edit(string what, string replacement)
    {
        var text = ReadText(_fileName);
        Assert.That(text, Does.Contain(what));
        File.WriteAllText(PathOf(_fileName), text.Replace(what, replacement, StringComparison.Ordinal));
    }

    public Task<BuildResult> BuildAsync(params string[] arguments) => RunAsync(["build", .. arguments]);

    /// <summary>Builds once more: what a restore would do has been done.</summary>
    public Task<BuildResult> RebuildAsync(params string[] arguments) => RunAsync(["build", "--no-restore", .. arguments]);

    /// <summary>Runs a command of <c>dotnet</c> that builds.</summary>
    public async Task<BuildResult> RunAsync(string[] arguments, Dictionary<string, string?>? environment = null)
    {
        // Separators in the path of the log would be taken for the logger's own.
        var log = Path.Combine(_root.Path, $"build{_builds++}.log");
        var command = await CommandLine.RunAsync(
            "dotnet",
            [
                arguments[0],
                _fileName,
                .. arguments.Skip(1),
                "-nologo",
                "-v:quiet",
                "-clp:NoSummary",
                $"-flp:Verbosity=detailed;LogFile={log};Encoding=UTF-8",
            ],
            Folder,
            Environment
                .Concat(environment ?? [])
                .GroupBy(variable => variable.Key)
                .ToDictionary(variable => variable.Key, variable => variable.Last().Value)
        );
        return new BuildResult(command, File.Exists(log) ? await File.ReadAllTextAsync(log) : "");
    }

    public void Dispose() => _root.Dispose();

    private static string NuGetConfiguration(string feed)
    {
        var fallback = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{PackageFolder.Value}" />
              </config>
              <packageSources>
                <clear />
                <add key="packed" value="{feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
                <add key="user" value="{fallback}" />
              </fallbackPackageFolders>
            </configuration>
            """;
    }
}
