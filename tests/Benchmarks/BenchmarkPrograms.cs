using DbWarden.TestSupport;

namespace DbWarden.Benchmarks;

/// <summary>Where build/bench.sh puts what is measured.</summary>
internal static class BenchmarkPrograms
{
    private const string BuildPackage = "DbWarden.Build.";

    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "bench");

    /// <summary>The packed packages, the native one of the tool among them.</summary>
    public static string Feed { get; } = Path.Combine(Folder, "feed-native");

    /// <summary>The version of DbWarden.Build in it.</summary>
    public static string BuildVersion =>
        Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, BuildPackage + "*.nupkg").Single())[BuildPackage.Length..];

    /// <summary>The tool from its package for this platform.</summary>
    public static string Native { get; } = Path.Combine(Folder, "native", "dbwarden");

    /// <summary>The tool from the package for every platform.</summary>
    public static string Portable { get; } = Path.Combine(Folder, "portable", "dbwarden");

    /// <summary>A native program that does nothing.</summary>
    public static string Empty { get; } = Path.Combine(Folder, "empty", "Empty");

    /// <summary>A folder whose local tools are <c>hello</c> and the tool from its package for this platform.</summary>
    public static string LocalNative { get; } = Path.Combine(Folder, "local-native");

    /// <summary>The same with the package for every platform.</summary>
    public static string LocalPortable { get; } = Path.Combine(Folder, "local-portable");

    /// <summary>The program with the other libraries in it.</summary>
    public static string Peers { get; } = Path.Combine(Folder, "peers", "Peers");

    public static string Grate { get; } = Path.Combine(Folder, "grate", "grate");
}
