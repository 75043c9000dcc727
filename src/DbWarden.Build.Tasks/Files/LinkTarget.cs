using System.Reflection;

namespace DbWarden.Build.Tasks.Files;

/// <summary>Where symbolic links lead to, on the runtimes that can tell.</summary>
internal static class LinkTarget
{
    // Of .NET 6: netstandard2.0 does not declare it, and MSBuild on .NET Framework has none.
    private static readonly MethodInfo? Resolver = typeof(FileSystemInfo).GetMethod("ResolveLinkTarget", [typeof(bool)]);

    /// <summary>The full path that a link leads to in the end; null for what is no link, and where it cannot be found out.</summary>
    public static string? Resolve(FileSystemInfo entry)
    {
        try
        {
            return (Resolver?.Invoke(entry, [true]) as FileSystemInfo)?.FullName;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is IOException or UnauthorizedAccessException)
        {
            // Not there, a link to itself, or behind a folder that may not be read.
            return null;
        }
    }
}
