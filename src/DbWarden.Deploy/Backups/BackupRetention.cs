namespace DbWarden.Deploy.Backups;

/// <summary>Decides which backups go when only some are to stay.</summary>
internal static class BackupRetention
{
    /// <summary>
    /// The backups to delete after <paramref name="taken"/>: only those of the same database at the same place, and never
    /// <paramref name="taken"/> itself, whatever the clocks said when the others were taken.
    /// </summary>
    /// <param name="keep">How many stay, <paramref name="taken"/> included.</param>
    public static IReadOnlyList<BackupFile> Superfluous(IEnumerable<BackupFile> all, BackupFile taken, int keep) =>
        [
            .. all.Where(backup => backup.Path != taken.Path && IsSameKind(backup.Manifest, taken.Manifest))
                .OrderByDescending(backup => backup.Manifest.TakenAt)
                .ThenByDescending(backup => backup.Path, StringComparer.Ordinal)
                .Skip(Math.Max(keep, 1) - 1),
        ];

    private static bool IsSameKind(BackupManifest one, BackupManifest other) =>
        one.Database == other.Database && one.Engine == other.Engine && one.Connection == other.Connection;
}
