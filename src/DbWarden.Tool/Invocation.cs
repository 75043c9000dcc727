namespace DbWarden.Tool;

/// <summary>How this tool was started, so that a command which it suggests can be copied.</summary>
internal static class Invocation
{
    /// <summary><c>dotnet dbwarden</c> for a local tool, which the runtime's own program starts; <c>dbwarden</c> for the executable.</summary>
    public static string Name { get; } =
        string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.OrdinalIgnoreCase)
            ? "dotnet dbwarden"
            : "dbwarden";
}
