using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Planning;

/// <summary>Decides which records are changed without any migration being run; asked once before the lease and once under it.</summary>
internal interface IRecordPlanner
{
    /// <summary>What the lease and the history call the run.</summary>
    string Operation { get; }

    Result<IReadOnlyList<RecordChange>> Plan(IReadOnlyList<MigrationRecord> records);
}

/// <summary>What becomes of a record.</summary>
internal enum RecordChangeKind
{
    /// <summary>It says what the artifact says, and that it was applied.</summary>
    Apply,

    /// <summary>It says what the artifact says, and that this was never executed.</summary>
    Baseline,

    /// <summary>It is what it was before a rollback began.</summary>
    Restore,

    Delete,
}

/// <summary>One record that is changed.</summary>
/// <param name="Migration">The migration concerned.</param>
/// <param name="Description">The change in words.</param>
/// <param name="Units">How many units the migration has; 0 where this artifact does not know it, or nothing of it was executed.</param>
internal sealed record RecordChange(PlannedMigration Migration, RecordChangeKind Kind, string Description, int Units = 0);
