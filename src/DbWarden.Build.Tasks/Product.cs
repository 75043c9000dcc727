using System.Reflection;

namespace DbWarden.Build.Tasks;

/// <summary>What this package calls itself in what it writes.</summary>
internal static class Product
{
    /// <summary>The package's version, without the commit that it was built from.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static string Generator { get; } = "DbWarden.Build " + Version;
}
