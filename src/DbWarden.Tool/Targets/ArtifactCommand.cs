using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool.Targets;

/// <summary>A command that shows something of an artifact and its configuration, and connects to nothing.</summary>
internal abstract class ArtifactCommand(string name, string purpose) : ToolCommand(name, purpose)
{
    private ArtifactOptions _options = null!;

    /// <summary>What led to the artifact.</summary>
    protected string Source => _options.Source;

    /// <summary>The engine that the user named; null for what the artifact says.</summary>
    protected string? Engine => _options.Engine;

    public sealed override void Define(CommandSyntax syntax)
    {
        DefineOwn(syntax);
        _options = new ArtifactOptions(syntax);
        DefineReach(syntax);
    }

    public sealed override Failure? Contradiction() => OwnContradiction() ?? _options.Contradiction();

    /// <summary>Declares what this command has beyond the artifact.</summary>
    protected virtual void DefineOwn(CommandSyntax syntax)
    {
        // Nothing, in most.
    }

    /// <summary>Declares which of its databases this command is about, and how they are reached.</summary>
    protected virtual void DefineReach(CommandSyntax syntax)
    {
        // All of them, in most, and none is reached.
    }

    protected virtual Failure? OwnContradiction() => null;

    public sealed override async Task<CommandResult> RunAsync(Session session)
    {
        var artifact = await _options.ReadAsync(session);
        return artifact.IsSuccess ? Show(session, artifact.Value) : new FailedResult(artifact.Failure);
    }

    protected abstract CommandResult Show(Session session, Artifact artifact);
}
