using DbWarden.Deploy.Results;
using DbWarden.Migrations.Diagnostics;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Syntax;

/// <summary>
/// Says what is wrong with the arguments. Never repeats what may hold a secret: a mistyped <c>--connection=…</c> is an unknown option
/// with a password behind it.
/// </summary>
internal static class UsageError
{
    public static Failure Of(CommandParsingException exception, string? command)
    {
        var failure = new Failure(FailureKind.Usage, Message(exception));
        var nearest = exception is UnrecognizedCommandParsingException unknown ? Nearest(unknown) : null;
        return WithHelp(nearest is null ? failure : failure with { Details = [$"Did you mean {nearest}?"] }, command);
    }

    /// <summary>Where the right usage is to be found.</summary>
    public static Failure WithHelp(Failure failure, string? command) =>
        failure.Next.Count > 0
            ? failure
            : failure with
            {
                Next = [$"{Invocation.Name} {(command is null ? "" : command + " ")}--help"],
            };

    private static string Message(CommandParsingException exception)
    {
        var token = Token(exception.Message);
        if (exception is not UnrecognizedCommandParsingException)
            return exception.Message.StartsWith("Missing", StringComparison.Ordinal)
                ? $"{Dashed(exception)} needs a value."
                : $"{Dashed(exception)} takes no value.";
        if (token.StartsWith('-'))
            return $"There is no option {OptionName(token)}.";
        if (token.Contains('=', StringComparison.Ordinal) || token.Contains("://", StringComparison.Ordinal))
            return "There is an argument too many; a connection is given as --connection \"…\".";
        if (exception.Command.Commands.Count == 0)
            return $"There is an argument too many: '{token}'.";
        return $"There is no command '{(exception.Command.Parent is null ? token : $"{exception.Command.Name} {token}")}'.";
    }

    /// <summary>The name behind the last quotation: that of the option which the message is about.</summary>
    private static string Dashed(CommandParsingException exception)
    {
        var name = exception.Message[(exception.Message[..^1].LastIndexOf('\'') + 1)..^1];
        return (name.Length == 1 ? "-" : "--") + name;
    }

    /// <summary>What the message quotes.</summary>
    private static string Token(string message) => message[(message.IndexOf('\'', StringComparison.Ordinal) + 1)..^1];

    private static string OptionName(string token) => token.Split('=', ':')[0];

    private static string? Nearest(UnrecognizedCommandParsingException exception)
    {
        var token = Token(exception.Message);
        if (!token.StartsWith('-'))
            return Nearest(token, exception.Command.Commands.Select(command => command.Name)) is { } command
                ? $"'{(exception.Command.Parent is null ? command : $"{exception.Command.Name} {command}")}'"
                : null;
        var option = Nearest(OptionName(token).TrimStart('-'), exception.Command.GetOptions().Select(option => option.LongName));
        return option is null ? null : "--" + option;
    }

    /// <summary>The beginning of a word says more than a count of wrong letters.</summary>
    private static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var names = candidates.ToList();
        return names.Find(name => word.Length > 1 && name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            ?? Spelling.Nearest(word, names);
    }
}
