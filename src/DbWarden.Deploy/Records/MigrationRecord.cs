using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Records;

/// <summary>What the database says of a migration in <c>__dbwarden_migrations</c>.</summary>
public enum RecordState
{
    Applied,
    Applying,
    Failed,
    Baseline,
}

/// <summary>A row of <c>__dbwarden_migrations</c>: one migration that this database has.</summary>
public sealed record MigrationRecord
{
    /// <summary>The database's name in the artifact.</summary>
    public required string Database { get; init; }

    public required MigrationKind Kind { get; init; }

    /// <summary>Canonical version or name.</summary>
    public required string Identity { get; init; }

    /// <summary>The version as written; null for a repeatable.</summary>
    public required string? Version { get; init; }

    public required string Description { get; init; }

    public required string File { get; init; }

    public required string UpgradeChecksum { get; init; }

    public required string? RollbackChecksum { get; init; }

    /// <summary>
    /// The rollback section as it stood when the migration was applied; null without one, and where only a rollback would need it
    /// (<c>status</c> does not read it).
    /// </summary>
    public required string? RollbackSql { get; init; }

    /// <summary>The directive lines that running the rollback needs.</summary>
    public required string? Directives { get; init; }

    public required RecordState State { get; init; }

    /// <summary>Which section was run last: a rollback that stopped half way leaves a record, too.</summary>
    public Direction Direction { get; init; }

    /// <summary>How many units have been done.</summary>
    public required int UnitsDone { get; init; }

    public required int UnitsTotal { get; init; }

    /// <summary>The checksums of the units done, in their order, for a resume to compare with the file; null for other migrations.</summary>
    public string? UnitChecksums { get; init; }

    /// <summary>The 1-based unit that was started and has not been counted; null where there is none.</summary>
    public int? UnitInDoubt { get; init; }

    /// <summary>
    /// The checksums, separated by commas, of the units that were begun by the same write as that one, where the catalog tells whether they
    /// took effect: before they ran, what they create was not there, or what they drop was. Null where it tells nothing.
    /// </summary>
    public string? UnitEvidence { get; init; }

    /// <summary>The last error of a failed migration; null otherwise. Free of secrets.</summary>
    public required string? Error { get; init; }

    /// <summary>By the server's clock, in UTC.</summary>
    public required DateTimeOffset AppliedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Database user and client host.</summary>
    public required string AppliedBy { get; init; }

    public required string? ArtifactName { get; init; }

    public required string? ArtifactVersion { get; init; }

    public required string ToolVersion { get; init; }

    public required string ExecutionId { get; init; }
}
