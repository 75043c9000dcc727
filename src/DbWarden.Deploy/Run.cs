using System.Diagnostics;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy;

/// <summary>Keeps the account of one run: what has been done so far, how long it took, and what was said on the way.</summary>
internal sealed class Run(Action<DeploymentEvent> report)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly List<PlannedMigration> _completed = [];
    private readonly List<string> _warnings = [];
    private BackupFile? _backup;
    private int _total;
    private long _migrationStarted;

    /// <summary>The run ends with what would be done, or because there is nothing to do.</summary>
    public RunOutcome Planned(MigratePlan plan, bool dryRun)
    {
        Warn(plan.Warnings);
        if (dryRun)
            _completed.AddRange(plan.Migrations);
        return new RunOutcome(Report(), Failure: null);
    }

    public void Begin(MigratePlan plan)
    {
        _total = plan.Migrations.Count;
        Warn(plan.Warnings);
        report(new DeploymentEvent.Planned(plan.Migrations));
    }

    public void Starting(PlannedMigration migration)
    {
        _migrationStarted = Stopwatch.GetTimestamp();
        report(new DeploymentEvent.MigrationStarted(migration, _completed.Count + 1, _total));
    }

    public void Completed(PlannedMigration migration)
    {
        _completed.Add(migration);
        report(new DeploymentEvent.MigrationFinished(migration, Stopwatch.GetElapsedTime(_migrationStarted)));
    }

    /// <summary>A migration that takes effect when the transaction that it shares with others is committed.</summary>
    public void Ran(PlannedMigration migration)
    {
        _completed.Add(migration);
        report(
            new DeploymentEvent.MigrationFinished(migration, Stopwatch.GetElapsedTime(_migrationStarted)) { IsCommitted = false }
        );
    }

    /// <summary>The shared transaction was undone, and with it all that ran.</summary>
    public void Undone() => _completed.Clear();

    /// <summary>A backup stands behind everything that the run does from now on.</summary>
    public void BackedUp(BackupFile backup) => _backup = backup;

    public RunOutcome Succeeded() => new(Report(), Failure: null);

    public RunOutcome Failed(Failure failure) =>
        new(
            Report(),
            failure with
            {
                State = _completed.Count == 0 ? failure.State : Join(failure.State, Account()),
                Next = [.. failure.Next, .. WayBack()],
            }
        );

    private IEnumerable<string> WayBack() =>
        _backup is null ? [] : ["To go back to before this run: " + RestoreCommand.For(_backup.Path, _backup.Manifest.Database)];

    /// <summary>Where the migrations share a transaction, the failure tells of all of them.</summary>
    public RunOutcome FailedTogether(Failure failure) => new(Report(), failure);

    private static string Join(string? state, string account) => state is null ? account : $"{state} {account}";

    private string Account()
    {
        var done = _completed[0].Reason == PlanReason.RollBack ? "rolled back" : "applied";
        return _completed.Count == 1
            ? $"Before it, {_completed[0].File} was {done} by this run."
            : $"Before it, {PlanWords.Count(_completed.Count, "migration")} were {done} by this run, the last of them {_completed[^1].File}.";
    }

    private RunReport Report() => new([.. _completed], Stopwatch.GetElapsedTime(_started), [.. _warnings]) { Backup = _backup };

    private void Warn(IReadOnlyList<string> warnings)
    {
        _warnings.AddRange(warnings);
        foreach (var warning in warnings)
            report(new DeploymentEvent.Warning(warning));
    }
}
