namespace DbWarden.Deploy.Artifacts;

/// <summary>What to type where there is no artifact.</summary>
internal static class ArtifactAdvice
{
    public static IReadOnlyList<string> NameAnArtifact { get; } =
    ["Name an assembly, a single-file executable, a NuGet package, a .dbwarden.zip or a folder: --artifact PATH"];
}
