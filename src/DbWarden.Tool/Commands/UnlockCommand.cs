using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>Frees the lock of a run that is gone.</summary>
internal sealed class UnlockCommand() : DatabaseCommand<LockStatus>("unlock", "Frees the lock of a run that is silent or dead")
{
    private CommandOption _force = null!;

    public override string Explanation =>
        "Ends the holder's sessions, waits until the server says that they are gone, and then frees the lock. A holder that is alive is left alone without "
        + "--force. Mostly it is not needed: the next migrate takes over the lock of a dead run.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden unlock", "Free the lock of a run that died."),
            new("dbwarden unlock --force", "End a run that is alive, and free its lock."),
        ];

    public override void WriteText(OutputChannel channel, string database, LockStatus value, bool isComplete) =>
        channel.WriteLine($"{database}: {Summarize(value)}");

    public override string Summarize(LockStatus value) =>
        value.State == LockState.Free
            ? "the lock was free; nothing was done"
            : $"the lock is free; it was that of {VisibleText.OneLine(value.Holder ?? "")}";

    /// <summary>How the lock stood before.</summary>
    public override void WriteJson(Utf8JsonWriter json, LockStatus value)
    {
        json.WriteBoolean("unlocked", value.State != LockState.Free);
        LockJson.Write(json, value);
    }

    protected override void DefineOwn(CommandSyntax syntax) =>
        _force = syntax.Group("How").Flag("--force", "Also where the holder is alive");

    protected override async Task<(LockStatus? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session)
    {
        var status = await deployment.UnlockAsync(_force.HasValue(), session.Cancellation);
        return (status.Value, status.Failure);
    }
}
