using System.Diagnostics;
using System.Globalization;
using DbWarden.Deploy;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Planning;
using DbWarden.Tool.Output;

namespace DbWarden.Tool.Progress;

/// <summary>Puts the events of a run into words, a line each.</summary>
internal sealed class EventWords(bool isVerbose, SecretScrubber secrets)
{
    private static readonly TimeSpan BetweenReminders = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _sinceReminder = new();
    private string _position = "";

    /// <summary>Null for an event that is not worth a line.</summary>
    public Phrase[]? Of(DeploymentEvent happened) =>
        happened switch
        {
            DeploymentEvent.ServerNotReady waiting => Reminder(
                $"waiting for the server ({Durations.Text(waiting.Elapsed)}): {Text(waiting.Reason)}"
            ),
            DeploymentEvent.WaitingForLock waiting => Reminder(
                $"waiting for the lock ({Durations.Text(waiting.Elapsed)}), held by {Text(waiting.Holder)}"
            ),
            DeploymentEvent.LockTakenOver taken =>
            [
                "took over the lock of ".Warning(),
                Text(taken.PreviousHolder),
                ", which is dead: ",
                Text(taken.Evidence),
            ],
            DeploymentEvent.Planned plan => Planned(plan),
            DeploymentEvent.BackupStarted backup => [$"taking a backup: {Text(backup.Path)}"],
            DeploymentEvent.BackupFinished backup =>
            [
                "backup taken and verified".Good(),
                $"  {Sizes.Text(backup.Backup.Manifest.Size)} in {Durations.Text(backup.Duration)}".Faint(),
            ],
            DeploymentEvent.RestoreStarted restore => [$"restoring {Text(restore.Backup.Path)}"],
            DeploymentEvent.MigrationStarted started => Started(started),
            DeploymentEvent.StatementFinished statement => isVerbose ? Statement(statement) : null,
            DeploymentEvent.GaveWay waiting => GaveWay(waiting),
            DeploymentEvent.MigrationFinished finished => Finished(finished),
            DeploymentEvent.Warning warning => ["warning: ".Warning(), Text(warning.Message)],
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "An event without words."),
        };

    private static Phrase[]? Planned(DeploymentEvent.Planned plan) =>
        plan.Migrations.Count == 0
            ? null
            : [$"{Counts.Of(plan.Migrations.Count, "migration")} to {(IsRollback(plan.Migrations[0]) ? "roll back" : "apply")}"];

    private static bool IsRollback(PlannedMigration migration) => migration.Reason == PlanReason.RollBack;

    private static Phrase[] Statement(DeploymentEvent.StatementFinished statement) =>
        [
            string.Create(
                    CultureInfo.InvariantCulture,
                    $"    {Durations.Text(statement.Duration), 9}  line {statement.Line, -5} "
                )
                .Faint(),
            VisibleText.OneLine(statement.Text).Faint(),
        ];

    private Phrase[]? Started(DeploymentEvent.MigrationStarted started)
    {
        var total = started.Total.ToString(CultureInfo.InvariantCulture);
        var number = started.Number.ToString(CultureInfo.InvariantCulture).PadLeft(total.Length);
        _position = $"  {number}/{total}  ";
        return isVerbose ? [_position.Faint(), VisibleText.OneLine(started.Migration.File)] : null;
    }

    private Phrase[] GaveWay(DeploymentEvent.GaveWay waiting)
    {
        var attempts = string.Create(CultureInfo.InvariantCulture, $"attempt {waiting.Attempt} of {waiting.Attempts}");
        return
        [
            _position.Faint(),
            "gave way ".Warning(),
            $"{VisibleText.OneLine(waiting.Migration.File)}  {attempts}, next in {Durations.Text(waiting.Pause)}: {Text(waiting.Reason)}",
        ];
    }

    private Phrase[] Finished(DeploymentEvent.MigrationFinished finished) =>
        [
            _position.Faint(),
            (
                !finished.IsCommitted ? "ran "
                : IsRollback(finished.Migration) ? "rolled back "
                : "applied "
            ).Good(),
            VisibleText.OneLine(finished.Migration.File),
            finished.Migration.UsesStoredRollback ? " with the stored rollback" : "",
            $"  {Durations.Text(finished.Duration)}".Faint(),
        ];

    /// <summary>What a run waits for is told at once, and then now and again.</summary>
    private Phrase[]? Reminder(string text)
    {
        if (_sinceReminder.IsRunning && _sinceReminder.Elapsed < BetweenReminders)
            return null;
        _sinceReminder.Restart();
        return [text];
    }

    private string Text(string text) => VisibleText.OneLine(secrets.Scrub(text));
}
