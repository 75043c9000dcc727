using DbWarden.Migrations.Manifest;

namespace DbWarden.Deploy.Artifacts;

/// <summary>The names of the <c>dbwarden/</c> tree.</summary>
internal static class ResourceNames
{
    /// <summary>
    /// The longest name that can be right: the prefix, a database, a slash and a file name, each character up to three bytes.
    /// </summary>
    public static int LongestInUtf8 { get; } = MigrationManifest.ResourcePrefix.Length + (2 * ArtifactLimits.NameLength * 3) + 1;

    public static bool IsInTree(string name) => name.StartsWith(MigrationManifest.ResourcePrefix, StringComparison.Ordinal);
}
