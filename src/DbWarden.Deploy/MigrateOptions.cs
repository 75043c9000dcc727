using DbWarden.Deploy.Backups;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy;

/// <summary>How far a migrate goes.</summary>
public sealed record MigrateOptions
{
    /// <summary>Versions above this one stay pending, and no repeatable runs; null for all.</summary>
    public MigrationVersion? ToVersion { get; init; }

    /// <summary>At most this many versioned migrations, and no repeatable runs; null for all.</summary>
    public int? Count { get; init; }

    public bool AllowOutOfOrder { get; init; }

    public bool AllowMissing { get; init; }

    /// <summary>All that is pending takes effect in one transaction, or nothing does.</summary>
    public bool SingleTransaction { get; init; }

    /// <summary>Plan only: nothing is run, nothing is written.</summary>
    public bool DryRun { get; init; }

    /// <summary>Takes a verified backup before the first versioned or on-change migration; null for none.</summary>
    public BackupOptions? Backup { get; init; }

    /// <summary>
    /// Goes on with the migration that stopped half way, at its first unit that has not taken effect; then with what is pending.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>
    /// The 1-based unit to go on with, where it is not known whether the one under way took effect; implies <see cref="Resume"/>.
    /// </summary>
    public int? ResumeAt { get; init; }
}
