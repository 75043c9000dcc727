using System.Text.Json;
using DbWarden.Deploy.Results;

namespace DbWarden.Tool.Output;

/// <summary>What a command has to say when it is done, for people and for programs.</summary>
internal abstract class CommandResult
{
    /// <summary>Why the command did not do all that it was asked to; null if it did.</summary>
    public virtual Failure? Failure => null;

    /// <summary>What of it has not been shown yet while the command ran.</summary>
    public virtual Failure? FailureToShow => Failure;

    public virtual int ExitCode => Failure is null ? ExitCodes.Done : ExitCodes.Of(Failure.Kind);

    /// <summary>Writes results to <see cref="Terminal.Results"/>; the failure is written by whoever ran the command.</summary>
    public abstract void WriteText(Terminal terminal);

    /// <summary>Writes this command's own properties of the JSON document.</summary>
    public abstract void WriteJson(Utf8JsonWriter json);
}

/// <summary>A command that has nothing to show but why it failed.</summary>
internal sealed class FailedResult(Failure failure) : CommandResult
{
    public override Failure? Failure { get; } = failure;

    public override void WriteText(Terminal terminal)
    {
        // The failure says it all.
    }

    public override void WriteJson(Utf8JsonWriter json)
    {
        // The failure says it all.
    }
}
