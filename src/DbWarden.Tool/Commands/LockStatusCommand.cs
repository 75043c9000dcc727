using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;

namespace DbWarden.Tool.Commands;

/// <summary>Shows who holds the lock.</summary>
internal sealed class LockStatusCommand()
    : DatabaseCommand<LockStatus>("lock-status", "Shows who holds the lock and whether it is alive")
{
    public override string Explanation =>
        "FREE: nobody. HELD: a run that gives signs of life. SILENT: one whose sign of life is late. DEAD: one that is gone; the next run takes the lock over "
        + "by itself. Never writes to the database.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden lock-status", "What another run is doing at this moment."),
            new("dbwarden lock-status --all --json", "The locks of all databases, for a script."),
        ];

    public override void WriteText(OutputChannel channel, string database, LockStatus value, bool isComplete) =>
        LockText.Write(channel, database, value);

    public override string Summarize(LockStatus value) => LockText.WordOf(value.State).Text;

    public override void WriteJson(Utf8JsonWriter json, LockStatus value) => LockJson.Write(json, value);

    protected override void DefineOwn(CommandSyntax syntax)
    {
        // Nothing but the target.
    }

    protected override async Task<(LockStatus? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session)
    {
        var status = await deployment.LockStatusAsync(session.Cancellation);
        return (status.Value, status.Failure);
    }
}
