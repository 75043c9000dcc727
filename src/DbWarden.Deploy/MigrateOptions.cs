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

    /// <summary>Plan only: nothing is run, nothing is written.</summary>
    public bool DryRun { get; init; }
}
