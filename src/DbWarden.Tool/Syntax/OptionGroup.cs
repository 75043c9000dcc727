using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Syntax;

/// <summary>Options that belong together in a command's help.</summary>
internal sealed class OptionGroup(CommandLineApplication application, string title)
{
    private readonly List<CommandOption> _options = [];
    private readonly List<ValueOption> _values = [];

    public string Title { get; } = title;

    public IReadOnlyList<CommandOption> Options => _options;

    public IReadOnlyList<ValueOption> Values => _values;

    /// <summary>An option that is there or not.</summary>
    public CommandOption Flag(string template, string description)
    {
        var option = application.Option(template, description, CommandOptionType.NoValue);
        _options.Add(option);
        return option;
    }

    /// <summary>The option that shows the help instead of running the command.</summary>
    public void Help(string template, string description)
    {
        var option = application.HelpOption(template);
        option.Description = description;
        _options.Add(option);
    }

    /// <summary>An option with a value of any text.</summary>
    public ValueOption<string?> Text(string template, string description) =>
        Value(template, description, "a value", text => text.Length > 0 ? text : null);

    /// <summary>An option with a value that <paramref name="parse"/> understands.</summary>
    /// <param name="expected">What the value has to be, for the error message.</param>
    /// <param name="parse">Null where the text is not what is expected.</param>
    /// <param name="choices">What it may be, for completion; nothing where it is any text.</param>
    public ValueOption<T> Value<T>(
        string template,
        string description,
        string expected,
        Func<string, T> parse,
        IReadOnlyList<string>? choices = null
    )
    {
        // The parser would take the second of two values for a mistake and print it, and it may be a secret: both are accepted here
        // and judged in ValueOption.
        var option = new ValueOption<T>(
            application.Option(template, description, CommandOptionType.MultipleValue),
            expected,
            parse
        )
        {
            Choices = choices ?? [],
        };
        _options.Add(option.Option);
        _values.Add(option);
        return option;
    }
}
