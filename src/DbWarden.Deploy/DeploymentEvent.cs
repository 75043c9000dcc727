using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Planning;

namespace DbWarden.Deploy;

/// <summary>Something that a run reports while it goes on, for a progress display or a log.</summary>
public abstract record DeploymentEvent
{
    /// <summary>The server does not answer yet; the run tries again.</summary>
    public sealed record ServerNotReady(string Reason, TimeSpan Elapsed) : DeploymentEvent;

    /// <summary>Another run holds the lease; this one waits.</summary>
    public sealed record WaitingForLock(string Holder, TimeSpan Elapsed) : DeploymentEvent;

    /// <summary>A lease was taken over from a holder that is dead.</summary>
    public sealed record LockTakenOver(string PreviousHolder, string Evidence) : DeploymentEvent;

    /// <summary>What is going to run, decided under the lease.</summary>
    public sealed record Planned(IReadOnlyList<PlannedMigration> Migrations) : DeploymentEvent;

    /// <summary>A backup is being taken.</summary>
    /// <param name="Path">The file that it is going to be.</param>
    public sealed record BackupStarted(string Path) : DeploymentEvent;

    /// <summary>A backup has been taken and verified.</summary>
    public sealed record BackupFinished(BackupFile Backup, TimeSpan Duration) : DeploymentEvent;

    /// <summary>The database is being brought back to a backup.</summary>
    public sealed record RestoreStarted(BackupFile Backup) : DeploymentEvent;

    public sealed record MigrationStarted(PlannedMigration Migration, int Number, int Total) : DeploymentEvent;

    /// <summary>Reported where the target asks for it (<see cref="DeploymentTarget.ReportStatements"/>).</summary>
    /// <param name="Number">1-based.</param>
    /// <param name="Line">1-based line in the migration's file.</param>
    /// <param name="Text">The statement's beginning, on one line, shortened.</param>
    public sealed record StatementFinished(
        PlannedMigration Migration,
        int Number,
        int Total,
        int Line,
        string Text,
        TimeSpan Duration
    ) : DeploymentEvent;

    /// <summary>A statement waited for a lock as long as it may. What it belongs to is undone, and tried again after a pause.</summary>
    /// <param name="Attempt">1-based; the one that has just been given up.</param>
    /// <param name="Attempts">How many there will be at most.</param>
    public sealed record GaveWay(PlannedMigration Migration, string Reason, int Attempt, int Attempts, TimeSpan Pause)
        : DeploymentEvent;

    public sealed record MigrationFinished(PlannedMigration Migration, TimeSpan Duration) : DeploymentEvent
    {
        /// <summary>Whether it has taken effect; false in a transaction that it shares with others.</summary>
        public bool IsCommitted { get; init; } = true;
    }

    /// <summary>Something the reader should know, which stops nothing (a changed rollback, an unknown newer version).</summary>
    public sealed record Warning(string Message) : DeploymentEvent;
}
