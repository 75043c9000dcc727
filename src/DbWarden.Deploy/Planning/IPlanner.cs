using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Planning;

/// <summary>Decides what a run does from what the database says; asked once before the lease and once under it.</summary>
internal interface IPlanner
{
    /// <summary>What the lease and the history call the run.</summary>
    string Operation { get; }

    /// <summary>Whether the plan depends on rollbacks stored in the records.</summary>
    bool NeedsRollbackSql { get; }

    /// <param name="mayWait">Whether the caller can take the lease and ask again.</param>
    Result<MigratePlan> Plan(IReadOnlyList<MigrationRecord> records, bool mayWait);
}
