using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
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
}

/// <summary>What a run did.</summary>
/// <param name="Completed">The migrations applied or rolled back, in the order in which they ran; for a dry run, those that would be.</param>
/// <param name="Duration">From the first connection to the release of the lease.</param>
/// <param name="Warnings">What the reader should know.</param>
public sealed record RunReport(IReadOnlyList<PlannedMigration> Completed, TimeSpan Duration, IReadOnlyList<string> Warnings);

/// <summary>What a run did before it failed, and why it failed.</summary>
public sealed record RunOutcome(RunReport Report, Failure? Failure);

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
);

/// <summary>The answer of <c>status</c>, in the order in which migrations run.</summary>
public sealed record StatusReport(IReadOnlyList<MigrationState> Migrations)
{
    /// <summary>Whether <c>migrate</c> would have work: runs-always migrations do not count.</summary>
    public bool HasPending => Migrations.Any(migration => migration.Status == MigrationStatus.Pending && migration.Kind != MigrationKind.RunsAlways);
}

/// <summary>The ways in which a database is deployed to and looked at. This is the spine: each method reads as the steps of a run.</summary>
public sealed class Deployment(DeploymentTarget target, Action<DeploymentEvent> report)
{
    private readonly DeploymentTarget _target = target;
    private readonly Action<DeploymentEvent> _report = report;

    public Task<RunOutcome> MigrateAsync(MigrateOptions options, CancellationToken cancellation) =>
        throw new NotSupportedException("Not yet written.");

    public Task<RunOutcome> RollbackAsync(RollbackOptions options, CancellationToken cancellation) =>
        throw new NotSupportedException("Not yet written.");

    /// <summary>Never writes; works for a read-only user.</summary>
    public Task<Result<StatusReport>> StatusAsync(CancellationToken cancellation) =>
        throw new NotSupportedException("Not yet written.");

    /// <summary>Everything that happened, oldest first; never writes.</summary>
    /// <param name="limit">Only the newest so many; null for all.</param>
    public Task<Result<IReadOnlyList<HistoryEntry>>> HistoryAsync(int? limit, CancellationToken cancellation) =>
        throw new NotSupportedException("Not yet written.");
}
