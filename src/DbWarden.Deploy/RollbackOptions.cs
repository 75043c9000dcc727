using DbWarden.Deploy.Backups;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy;

/// <summary>What to roll back.</summary>
public sealed record RollbackOptions
{
    /// <summary>The newest so many versioned migrations; 1 where nothing else is set.</summary>
    public int? Count { get; init; }

    /// <summary>Everything above this version; the version itself stays.</summary>
    public MigrationVersion? ToVersion { get; init; }

    /// <summary>One repeatable by its name.</summary>
    public string? Name { get; init; }

    /// <summary>Prefer the rollback stored in the database to the artifact's where they differ.</summary>
    public bool UseStored { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Takes a verified backup before the first versioned or on-change migration; null for none.</summary>
    public BackupOptions? Backup { get; init; }

    /// <summary>Goes on with the rollback that stopped half way; beyond it, does only what <see cref="ToVersion"/> asks for.</summary>
    public bool Resume { get; init; }

    /// <summary>The 1-based unit to go on with; implies <see cref="Resume"/>.</summary>
    public int? ResumeAt { get; init; }
}
