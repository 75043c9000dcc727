using DbWarden.Deploy.Results;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Syntax;

/// <summary>An option that takes a value.</summary>
internal abstract class ValueOption(CommandOption option)
{
    public CommandOption Option { get; } = option;

    /// <summary>What its value may be, for completion; empty where it is any text.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public bool IsGiven => Option.HasValue();

    /// <summary>How its user writes it, such as <c>--database</c>.</summary>
    public string Name => "--" + Option.LongName;

    /// <summary>Reads the value; what is wrong with it otherwise. Never repeats a value that may be a secret.</summary>
    public abstract Failure? Read();
}

/// <summary>An option whose value is a <typeparamref name="T"/>.</summary>
/// <param name="option">The option as the parser knows it.</param>
/// <param name="expected">What the value has to be.</param>
/// <param name="parse">Null where the text is not what is expected.</param>
internal sealed class ValueOption<T>(CommandOption option, string expected, Func<string, T> parse) : ValueOption(option)
{
    /// <summary>The value; null where the option was not given.</summary>
    public T? Value { get; private set; }

    public override Failure? Read()
    {
        if (Option.Values.Count > 1)
            return new Failure(FailureKind.Usage, $"{Name} was given {Option.Values.Count} times; give it once.");
        if (Option.Values is not [var text])
            return null;
        // The parser takes whatever follows, also the next option.
        if (text.StartsWith("--", StringComparison.Ordinal))
            return new Failure(FailureKind.Usage, $"{Name} needs {expected}.");
        Value = parse(text);
        return Value is null ? new Failure(FailureKind.Usage, $"{Name} needs {expected}; '{text}' is none.") : null;
    }
}
