namespace DbWarden.Tool;

/// <summary>How this tool was started, so that a command which it suggests can be copied.</summary>
internal static class Invocation
{
    private const string Installed = "dbwarden";
    private const string Local = "dotnet dbwarden";

    public static string Name { get; } = NameOf(Environment.ProcessPath ?? "");

    /// <summary>
    /// A local tool is started by the runtime's own program, or lies as a program of its own in the cache of packages. What was installed
    /// globally or into a folder lies in the <c>.store</c> beside its link.
    /// </summary>
    public static string NameOf(string processPath)
    {
        var folders = processPath.Split('/', '\\');
        if (Path.GetFileNameWithoutExtension(folders[^1]).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            return Local;
        var isInPackage = folders is [.., "tools", _, _, _];
        return isInPackage && !folders.Contains(".store", StringComparer.Ordinal) ? Local : Installed;
    }
}
