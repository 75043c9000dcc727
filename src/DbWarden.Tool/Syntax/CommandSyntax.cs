using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Syntax;

/// <summary>The arguments and options of one command, in the order and the groups in which its help shows them.</summary>
internal sealed class CommandSyntax(CommandLineApplication application)
{
    private readonly List<OptionGroup> _groups = [];
    private readonly Dictionary<CommandArgument, IReadOnlyList<string>> _choices = [];

    public IReadOnlyList<CommandArgument> Arguments => application.Arguments;

    public IReadOnlyList<OptionGroup> Groups => _groups;

    public IEnumerable<ValueOption> Values => _groups.SelectMany(group => group.Values);

    /// <summary>A word without a name in front; where it is required, the command says so itself.</summary>
    /// <param name="choices">What it may be, for completion; nothing where it is any text.</param>
    public CommandArgument Argument(string name, string description, IReadOnlyList<string>? choices = null)
    {
        var argument = application.Argument(name, description);
        _choices[argument] = choices ?? [];
        return argument;
    }

    public IReadOnlyList<string> ChoicesOf(CommandArgument argument) => _choices[argument];

    /// <summary>A heading in the help, with the options below it.</summary>
    public OptionGroup Group(string title)
    {
        var group = new OptionGroup(application, title);
        _groups.Add(group);
        return group;
    }
}
