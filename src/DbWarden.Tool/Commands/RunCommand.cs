using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>A command that runs migrations, in one direction or the other.</summary>
/// <param name="name">The word that starts it.</param>
/// <param name="purpose">One line for the list of commands.</param>
internal abstract class RunCommand(string name, string purpose) : DatabaseCommand<RunReport>(name, purpose)
{
    private CommandOption _dryRun = null!;
    private CommandOption _resume = null!;
    private ValueOption<int?> _resumeAt = null!;
    private ValueOption<TimeSpan?> _lockWait = null!;
    private ValueOption<TimeSpan?> _lockTimeout = null!;
    private ValueOption<int?> _lockRetries = null!;
    private ValueOption<TimeSpan?> _statementTimeout = null!;
    private BackupFlags _backup = null!;

    /// <summary>What the options that all runs have say against each other.</summary>
    protected Failure? CommonContradiction() =>
        Resume && _resumeAt.IsGiven
            ? new Failure(FailureKind.Usage, "--resume and --resume-at exclude each other.")
            : _backup.Contradiction();

    /// <summary>What it has done to a migration afterwards, such as <c>applied</c>.</summary>
    protected abstract string Done { get; }

    /// <summary>What it is to do to a migration, such as <c>apply</c>.</summary>
    protected abstract string ToDo { get; }

    protected bool IsDryRun => _dryRun.HasValue();

    protected bool Resume => _resume.HasValue();

    protected bool Resumes => Resume || _resumeAt.IsGiven;

    protected int? ResumeAt => _resumeAt.Value;

    protected bool BacksUp => _backup.IsGiven;

    /// <summary>The backup to take first; null for none.</summary>
    protected BackupOptions? Backup => _backup.Value;

    protected sealed override DeploymentTarget Adjust(DeploymentTarget target) =>
        _backup.Adjust(target) with
        {
            LockWait = _lockWait.Value ?? target.LockWait,
            LockTimeout = _lockTimeout.Value ?? target.LockTimeout,
            LockRetries = _lockRetries.Value ?? target.LockRetries,
            StatementTimeout = _statementTimeout.Value ?? target.StatementTimeout,
        };

    protected sealed override void DefineOwn(CommandSyntax syntax)
    {
        DefineSelection(syntax.Group("Which migrations"));
        var group = syntax.Group("How");
        _dryRun = group.Flag("--dry-run", "Show the plan and its SQL; run and write nothing");
        _resume = group.Flag("--resume", ResumeMeaning);
        _resumeAt = group.Count("--resume-at <N>", "The same at its Nth unit, where it is not known what took effect");
        _lockWait = group.Duration("--lock-wait <TIME>", "How long to wait for another run to end; 0 fails at once (60s)");
        _lockTimeout = group.Duration(
            "--lock-timeout <TIME>",
            "How long a statement may wait for a table before it gives way; 0 for no limit (5s; 30s on SQLite)"
        );
        _lockRetries = group.WholeNumber("--lock-retries <N>", "How often what gave way is tried again (10)");
        _statementTimeout = group.Duration("--statement-timeout <TIME>", "How long a statement may run (no limit)");
        DefineManner(group);
        _backup = new BackupFlags(syntax.Group("Backup"));
    }

    /// <summary>What <c>--resume</c> does, for the help.</summary>
    protected abstract string ResumeMeaning { get; }

    protected abstract void DefineSelection(OptionGroup group);

    protected abstract void DefineManner(OptionGroup group);

    public sealed override void WriteText(OutputChannel channel, string database, RunReport value, bool isComplete)
    {
        if (IsDryRun && value.Completed.Count > 0)
            PlanText.Write(channel, database, value.Completed, Done);
        else if (isComplete)
            channel.WriteLine($"{database}: {Summarize(value)}");
        else
            channel.WriteLine(
                $"{database}: {(value.Completed.Count == 0 ? $"nothing {Done}" : Summarize(value))} before the failure"
            );
    }

    public sealed override string Summarize(RunReport value)
    {
        if (value.Completed.Count == 0)
            return IsDryRun ? $"nothing would be {Done}" : $"nothing to {ToDo}";
        var migrations = Counts.Of(value.Completed.Count, "migration");
        return IsDryRun ? $"{migrations} would be {Done}" : $"{migrations} {Done} in {Durations.Text(value.Duration)}";
    }

    public sealed override void WriteJson(Utf8JsonWriter json, RunReport value)
    {
        json.WriteBoolean("dryRun", IsDryRun);
        json.WriteNumber("durationMilliseconds", (long)value.Duration.TotalMilliseconds);
        BackupJson.Write(json, "backup", value.Backup);
        json.WriteStartArray("migrations");
        foreach (var migration in value.Completed)
            PlanJson.Write(json, migration, withSql: IsDryRun);
        json.WriteEndArray();
        JsonOutput.WriteStrings(json, "warnings", value.Warnings);
    }
}
