using System.Reflection;

namespace DbWarden.Tool;

/// <summary>The version of this tool, which is that of the build package, too.</summary>
internal static class ToolVersion
{
    /// <summary>Without the commit that the build appends.</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        var version = typeof(ToolVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;
        return version.Split('+')[0];
    }
}
