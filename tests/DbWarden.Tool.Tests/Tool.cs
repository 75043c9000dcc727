using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests;

/// <summary>The tool as its users start it: a process.</summary>
internal static class Tool
{
    /// <summary>Another build of the tool to be tested, such as a native one.</summary>
    private const string PathVariable = "DBWARDEN_TEST_TOOL";

    private static readonly Lazy<Task<string>> Version = new(ReadVersionAsync);

    /// <summary>The executable that the build made.</summary>
    public static string Path { get; } =
        System.Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path
            ? path
            : System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "dbwarden.exe" : "dbwarden");

    /// <summary>An environment in which nothing of the machine's changes what the tool does or how it looks.</summary>
    public static Dictionary<string, string?> Environment(params ReadOnlySpan<(string Name, string? Value)> variables)
    {
        var environment = new Dictionary<string, string?>
        {
            ["DBWARDEN_ARTIFACT"] = null,
            ["DATABASE_URL"] = null,
            ["NO_COLOR"] = null,
            ["GITHUB_ACTIONS"] = null,
            ["TF_BUILD"] = null,
            ["TERM"] = "xterm-256color",
            ["TZ"] = "Pacific/Auckland",
            ["DOTNET_ENVIRONMENT"] = null,
            ["ASPNETCORE_ENVIRONMENT"] = null,
        };
        foreach (var (name, value) in variables)
            environment[name] = value;
        return environment;
    }

    public static Task<CommandResult> RunAsync(string workingDirectory, params string[] arguments) =>
        CommandLine.RunAsync(Path, arguments, workingDirectory, Environment());

    /// <summary>What it says its version is: a package that was made for a test bears more than the release's number.</summary>
    public static Task<string> VersionAsync() => Version.Value;

    private static async Task<string> ReadVersionAsync() =>
        (await RunAsync(AppContext.BaseDirectory, "--version")).ShouldExitWith(0).StandardOutput.TrimEnd();
}
