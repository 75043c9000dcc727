namespace DbWarden.Deploy.Backups;

/// <summary>A backup as it lies in its directory, with what its manifest says.</summary>
/// <param name="Path">Full path of the data; the manifest is beside it, with <c>.json</c> at the end.</param>
public sealed record BackupFile(string Path, BackupManifest Manifest)
{
    internal const string ManifestSuffix = ".json";

    /// <summary>The manifest's own path.</summary>
    public string ManifestPath => Path + ManifestSuffix;

    /// <summary>Whether the data is there as a plain file.</summary>
    public bool IsThere => new FileInfo(Path) is { Exists: true, LinkTarget: null };
}
