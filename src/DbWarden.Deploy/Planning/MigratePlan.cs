namespace DbWarden.Deploy.Planning;

/// <summary>What a migrate is going to do.</summary>
/// <param name="Migrations">In the order in which they run.</param>
/// <param name="Warnings">What the reader should know, though it stops nothing.</param>
/// <param name="MustWait">Another run is in the middle of a migration: only under the lease can it be told how that ended.</param>
/// <param name="InOneTransaction">All migrations take effect together, or none does.</param>
internal sealed record MigratePlan(
    IReadOnlyList<PlannedMigration> Migrations,
    IReadOnlyList<string> Warnings,
    bool MustWait = false,
    bool InOneTransaction = false
)
{
    /// <summary>Whether a backup that was asked for is worth taking: what runs on every deploy does not call for one.</summary>
    public bool WantsBackup => Migrations.Any(migration => migration.Reason != PlanReason.Always);
}
