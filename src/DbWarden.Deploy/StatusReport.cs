using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy;

/// <summary>Where a migration stands, seen from the artifact and the database together.</summary>
public enum MigrationStatus
{
    Applied,
    Pending,

    /// <summary>Recorded by a baseline, never executed.</summary>
    Baseline,

    /// <summary>A statement-by-statement migration that stopped half way.</summary>
    Failed,

    /// <summary>Started and never finished: a run that is under way, or one that died.</summary>
    Applying,

    /// <summary>Applied, and its upgrade section has changed since.</summary>
    Drifted,

    /// <summary>Applied, and not in the artifact.</summary>
    Unknown,
}

/// <summary>One line of <c>status</c>.</summary>
/// <param name="Record">What the database says; null for a migration that has not run.</param>
public sealed record MigrationState(
    MigrationKind Kind,
    string Identity,
    string? Version,
    string Description,
    string File,
    MigrationStatus Status,
    MigrationRecord? Record
)
{
    /// <summary>How far a migration came that stopped half way, or is under way; null for any other.</summary>
    public string? Progress =>
        Record is { State: RecordState.Failed or RecordState.Applying } record ? UnresolvedMigration.State(record) : null;
}

/// <summary>The answer of <c>status</c>, in the order in which migrations run.</summary>
public sealed record StatusReport(IReadOnlyList<MigrationState> Migrations)
{
    /// <summary>Whether <c>migrate</c> would have work: runs-always migrations do not count.</summary>
    public bool HasPending =>
        Migrations.Any(migration => migration.Status == MigrationStatus.Pending && migration.Kind != MigrationKind.RunsAlways);
}
