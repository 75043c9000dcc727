using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;

namespace DbWarden.Tool.Syntax;

/// <summary>A command line that a reader can copy, and what it does.</summary>
internal sealed record Example(string Text, string Meaning);

/// <summary>One command of the tool: what it is called, what it accepts and what it does.</summary>
/// <param name="name">The word that starts it.</param>
/// <param name="purpose">One line for the list of commands.</param>
internal abstract class ToolCommand(string name, string purpose)
{
    public string Name { get; } = name;

    public string Purpose { get; } = purpose;

    /// <summary>What its help says beyond its purpose; empty where the purpose says it all.</summary>
    public virtual string Explanation => "";

    public abstract IReadOnlyList<Example> Examples { get; }

    /// <summary>Declares arguments and options.</summary>
    public abstract void Define(CommandSyntax syntax);

    /// <summary>What is wrong with the options taken together; null if nothing is.</summary>
    public virtual Failure? Contradiction() => null;

    public abstract Task<CommandResult> RunAsync(Session session);
}
