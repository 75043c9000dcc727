using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy;

/// <summary>What a run did.</summary>
/// <param name="Completed">The migrations applied or rolled back, in the order in which they ran; for a dry run, those that would be.</param>
/// <param name="Duration">From the first connection to the release of the lease.</param>
/// <param name="Warnings">What the reader should know.</param>
public sealed record RunReport(IReadOnlyList<PlannedMigration> Completed, TimeSpan Duration, IReadOnlyList<string> Warnings)
{
    /// <summary>The backup that was taken before the first of them; null where none was.</summary>
    public BackupFile? Backup { get; init; }
}

/// <summary>What a run did before it failed, and why it failed.</summary>
public sealed record RunOutcome(RunReport Report, Failure? Failure);
