using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Syntax.Completion;

/// <summary>Finds what may stand where the cursor is, from the same declarations that the parser and the help use.</summary>
internal sealed class WordCompletion(IReadOnlyList<CommandGroup> groups)
{
    private static readonly Suggestion[] OptionsOfTheTool =
    [
        new("--help", "Show the commands"),
        new("--version", "Show the version"),
    ];

    private readonly ToolCommand[] _commands = [.. groups.SelectMany(group => group.Commands)];

    /// <param name="words">What stands behind the tool's name; the last word is the one being typed, and may be empty.</param>
    public Suggestions Complete(IReadOnlyList<string> words)
    {
        string[] before = [.. words.SkipLast(1)];
        var current = words is [.., var last] ? last : "";
        var found = Find(before, current);
        return found with
        {
            Words = [.. found.Words.Where(word => word.Word.StartsWith(current, StringComparison.OrdinalIgnoreCase))],
        };
    }

    private Suggestions Find(string[] before, string current)
    {
        var command = _commands.Where(command => StartsWith(before, WordsOf(command))).MaxBy(command => command.Name.Length);
        var next = NextWords(before);
        if (command is not null)
        {
            var own = Find(command, before[WordsOf(command).Length..], current);
            return own with { Words = [.. next, .. own.Words] };
        }

        return new Suggestions(before.Length == 0 && current.StartsWith('-') ? OptionsOfTheTool : next);
    }

    /// <summary>The words of commands that go on after <paramref name="before"/>; a command may be the beginning of another one.</summary>
    private Suggestion[] NextWords(string[] before) =>
        [
            .. _commands
                .Where(command => WordsOf(command).Length > before.Length && StartsWith(WordsOf(command), before))
                .GroupBy(command => WordsOf(command)[before.Length], StringComparer.Ordinal)
                .Select(same => new Suggestion(same.Key, string.Join("; ", same.Select(command => command.Purpose)))),
        ];

    private static Suggestions Find(ToolCommand command, string[] before, string current)
    {
        var syntax = new CommandSyntax(new CommandLineApplication());
        command.Define(syntax);
        _ = new OutputOptions(syntax);
        if (before is [.., var previous] && syntax.Values.FirstOrDefault(value => IsNamed(value.Option, previous)) is { } asking)
            return Values(asking.Option.ValueName, asking.Choices);
        if (!current.StartsWith('-') && syntax.Arguments is [var argument, ..])
            return Values(argument.Name, syntax.ChoicesOf(argument));
        var options = syntax.Groups.SelectMany(group => group.Options);
        return new Suggestions([
            .. options
                .Where(option => !before.Any(word => IsNamed(option, word)))
                .Select(option => new Suggestion("--" + option.LongName, option.Description ?? "")),
        ]);
    }

    private static Suggestions Values(string? name, IReadOnlyList<string> choices) =>
        name is "PATH" or "FILE" or "DIR"
            ? Suggestions.Paths
            : new Suggestions([.. choices.Select(word => new Suggestion(word))]);

    private static bool IsNamed(CommandOption option, string word) =>
        word == "--" + option.LongName || (option.ShortName is { Length: > 0 } letter && word == "-" + letter);

    private static string[] WordsOf(ToolCommand command) => command.Name.Split(' ');

    private static bool StartsWith(string[] words, string[] beginning) =>
        words.AsSpan().StartsWith(beginning, StringComparer.Ordinal);
}
