using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>Brings a database back to a backup.</summary>
internal sealed class RestoreCommand() : DatabaseCommand<RestoreReport>("restore", "Brings a database back to a backup")
{
    private CommandArgument _file = null!;
    private CommandOption _force = null!;
    private ValueOption<TimeSpan?> _lockWait = null!;

    public override string Explanation =>
        "Schema, data and records become what they were when the backup was taken, and what came later is removed. The lock stays, and the history of what "
        + "happened since; the restore is added to it. Asks first; in a script, --yes says that it is meant.";

    public override IReadOnlyList<Example> Examples =>
        [
            new(
                "dbwarden restore backups/primary-20260301T120000Z-1f0c.pgdump --database primary",
                "Bring database primary back."
            ),
            new("dbwarden restore FILE --database primary --force --yes", "Also end the sessions of others, and do not ask."),
        ];

    public override void WriteText(OutputChannel channel, string database, RestoreReport value, bool isComplete) =>
        channel.WriteLine($"{database}: {Summarize(value)}");

    public override string Summarize(RestoreReport value) =>
        $"restored as of {value.Backup.Manifest.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z in {Durations.Text(value.Duration)}";

    public override void WriteJson(Utf8JsonWriter json, RestoreReport value)
    {
        json.WriteNumber("durationMilliseconds", (long)value.Duration.TotalMilliseconds);
        BackupJson.Write(json, "backup", value.Backup);
    }

    protected override void DefineOwn(CommandSyntax syntax)
    {
        _file = syntax.Argument("FILE", "The backup; its manifest (FILE.json) lies beside it");
        var group = syntax.Group("How");
        _force = group.Flag("--force", "End the sessions of others that use the database");
        _lockWait = group.Duration("--lock-wait <TIME>", "How long to wait for another run to end; 0 fails at once (60s)");
    }

    protected override DeploymentTarget Adjust(DeploymentTarget target) =>
        target with
        {
            LockWait = _lockWait.Value ?? target.LockWait,
        };

    protected override Failure? OwnContradiction() =>
        string.IsNullOrEmpty(_file.Value) ? new Failure(FailureKind.Usage, "Name the backup: dbwarden restore FILE") : null;

    protected override async Task<(RestoreReport? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session)
    {
        var options = new RestoreOptions(session.Environment.FullPath(_file.Value!)) { Force = _force.HasValue() };
        var plan = await deployment.RestoreAsync(options with { DryRun = true }, session.Cancellation);
        if (!plan.IsSuccess)
            return (null, plan.Failure);
        session.Terminal.Messages.WriteLine("  ", VisibleText.OneLine(Describe(plan.Value.Backup)));
        var answer = await session.ConfirmAsync("Remove everything that came after it?");
        if (answer != true)
            return (null, Unconfirmed(answer, options.File));
        var done = await deployment.RestoreAsync(options, session.Cancellation);
        return (done.Value, done.Failure);
    }

    private static string Describe(BackupFile backup)
    {
        var manifest = backup.Manifest;
        return $"{backup.Path}: taken {manifest.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z from {manifest.Connection}, "
            + (manifest.NewestVersion is { } version ? $"version {version}" : "with no version applied");
    }

    private static Failure Unconfirmed(bool? answer, string file) =>
        new(FailureKind.Usage, answer is null ? "Restoring needs --yes where nobody can be asked." : "Not confirmed.")
        {
            State = "Nothing was changed.",
            Next = [$"If all that came after it may go: dotnet dbwarden restore {Shell.Quote(file)} --yes"],
        };
}
