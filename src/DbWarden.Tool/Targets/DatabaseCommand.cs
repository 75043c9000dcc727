using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool.Targets;

/// <summary>A command that does something to databases, and gets a <typeparamref name="T"/> from each.</summary>
internal abstract class DatabaseCommand<T>(string name, string purpose) : ToolCommand(name, purpose)
    where T : class
{
    private TargetOptions _target = null!;

    public sealed override void Define(CommandSyntax syntax)
    {
        DefineOwn(syntax);
        _target = new TargetOptions(syntax);
    }

    public sealed override Failure? Contradiction() => OwnContradiction() ?? _target.Contradiction();

    public sealed override async Task<CommandResult> RunAsync(Session session)
    {
        var outcomes = await new DatabaseRuns(session, _target) { Adjust = Adjust }.RunAsync<T>(RunAsync);
        return outcomes.IsSuccess ? new DatabasesResult<T>(this, outcomes.Value) : new FailedResult(outcomes.Failure);
    }

    /// <summary>Puts into the target what this command's own options say about it.</summary>
    protected virtual DeploymentTarget Adjust(DeploymentTarget target) => target;

    /// <summary>Declares what this command has beyond the target.</summary>
    protected abstract void DefineOwn(CommandSyntax syntax);

    protected virtual Failure? OwnContradiction() => null;

    protected abstract Task<(T? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session);

    /// <summary>Shows what came out for one database.</summary>
    public abstract void WriteText(OutputChannel channel, string database, T value, bool isComplete);

    /// <summary>A few words for the summary of several databases.</summary>
    public abstract string Summarize(T value);

    /// <summary>Writes the properties that one database's object has beyond the common ones.</summary>
    public abstract void WriteJson(Utf8JsonWriter json, T value);

    /// <summary>The exit code where no database failed.</summary>
    public virtual int ExitCodeOf(IEnumerable<T> values) => ExitCodes.Done;
}
