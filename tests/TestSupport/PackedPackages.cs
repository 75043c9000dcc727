using System.Runtime.InteropServices;

namespace DbWarden.TestSupport;

/// <summary>The packages as users get them: packed by <c>build/pack.sh</c>, once a test run, into a feed of their own.</summary>
/// <param name="Feed">The folder with both packages.</param>
/// <param name="Version">Their version, which no package cache knows.</param>
public sealed record PackedPackages(string Feed, string Version)
{
    /// <summary>A folder that <c>build/pack.sh</c> has filled already.</summary>
    private const string FeedVariable = "DBWARDEN_TEST_FEED";

    private const string BuildPackage = "DbWarden.Build.";

    private static readonly Lazy<Task<PackedPackages>> Common = new(() => CreateAsync());

    private static readonly Lazy<Task<PackedPackages>> WithPlatform = new(() =>
        CreateAsync("--platforms", RuntimeInformation.RuntimeIdentifier)
    );

    /// <summary>The packages that all tests of this process share.</summary>
    public static Task<PackedPackages> SharedAsync() => Common.Value;

    /// <summary>The same with a package of the tool for this platform, which may be native code and takes a minute or two to make.</summary>
    public static Task<PackedPackages> WithPlatformAsync() => WithPlatform.Value;

    /// <summary>The package of the tool that runs on every platform.</summary>
    public string PortableTool => File.Exists(PathOf("dbwarden.any")) ? PathOf("dbwarden.any") : PathOf("dbwarden");

    /// <summary>The path of a package in the feed.</summary>
    public string PathOf(string id) => Path.Combine(Feed, $"{id}.{Version}.nupkg");

    private static async Task<PackedPackages> CreateAsync(params string[] options)
    {
        if (Environment.GetEnvironmentVariable(FeedVariable) is { Length: > 0 } feed)
        {
            var package = Path.GetFileNameWithoutExtension(Directory.GetFiles(feed, BuildPackage + "*.nupkg").Single());
            return new PackedPackages(feed, package[BuildPackage.Length..]);
        }

        var directory = RunDirectory.Create("feed");
        var result = await CommandLine.RunAsync(
            "bash",
            [Path.Combine(Repository.Root, "build", "pack.sh"), .. options, directory],
            timeout: TimeSpan.FromMinutes(20)
        );
        result.ShouldExitWith(0);
        return new PackedPackages(directory, result.StandardOutput.Trim());
    }
}
