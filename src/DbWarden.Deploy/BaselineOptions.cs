using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy;

/// <summary>Which versions a database is said to have already.</summary>
public sealed record BaselineOptions
{
    /// <summary>This version and all below it.</summary>
    public required MigrationVersion ToVersion { get; init; }

    /// <summary>Only say what would be recorded.</summary>
    public bool DryRun { get; init; }
}
