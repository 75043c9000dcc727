namespace DbWarden.Deploy.Artifacts;

/// <summary>
/// What an artifact may hold at most. Far above what real ones hold, and low enough that a hostile one can neither exhaust memory
/// nor keep the reader busy.
/// </summary>
internal static class ArtifactLimits
{
    public const int ManifestBytes = 32 * Megabyte;
    public const int Databases = 1_000;
    public const int Migrations = 100_000;
    public const int DependenciesOfOneMigration = 1_000;
    public const int NameLength = 255;
    public const int TextLength = 100_000;

    public const int MigrationBytes = 1024 * Megabyte;
    public const long AllMigrationsBytes = 2048L * Megabyte;

    public const int MetadataBytes = 256 * Megabyte;
    public const int BundleEntries = 50_000;

    /// <summary>How far into an executable the host's own part, which says where a bundle begins, is looked for.</summary>
    public const int BundleHostBytes = 256 * Megabyte;

    /// <summary>A zip archive's list of entries.</summary>
    public const int ArchiveDirectoryBytes = 64 * Megabyte;

    public const int NuspecBytes = Megabyte;

    /// <summary>An assembly that lies compressed in an archive or a bundle, once it is inflated.</summary>
    public const int InflatedAssemblyBytes = 512 * Megabyte;

    /// <summary>Everything that is inflated while one artifact is read.</summary>
    public const long InflatedBytes = 4096L * Megabyte;

    public const int FilesInFolder = 100_000;
    public const int FolderDepth = 64;

    private const int Megabyte = 1024 * 1024;
}
