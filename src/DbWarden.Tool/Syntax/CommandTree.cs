using DbWarden.Deploy.Results;
using DbWarden.Tool.Syntax.Completion;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Syntax;

/// <summary>Commands that the help shows under one heading.</summary>
internal sealed record CommandGroup(string Title, IReadOnlyList<ToolCommand> Commands)
{
    /// <summary>Only those whose first word is <paramref name="word"/>.</summary>
    public CommandGroup Within(string word) =>
        this with
        {
            Commands = [.. Commands.Where(command => command.Name.StartsWith(word + " ", StringComparison.Ordinal))],
        };
}

/// <summary>Understands the arguments, and hands over to the command that they name.</summary>
internal sealed class CommandTree(IReadOnlyList<CommandGroup> groups, CommandRunner runner)
{
    private const string HelpOption = "--help";
    private const string HelpTemplate = "-h|" + HelpOption;

    public int Run(string[] arguments)
    {
        // What a shell asks is not parsed: it is unfinished by nature.
        if (arguments is [ShellScripts.Asking, .. var typed])
            return Suggest(typed);
        var application = Build();
        try
        {
            // "dbwarden help migrate" is what many type first.
            return application.Execute(arguments is ["help", .. var words] ? [.. words, HelpOption] : arguments);
        }
        catch (CommandParsingException exception)
        {
            var command = NameOf(exception.Command);
            return runner.Refuse(command, UsageError.Of(exception, command));
        }
    }

    private CommandLineApplication Build()
    {
        var application = new CommandLineApplication { Name = "dbwarden" };
        application.HelpOption(HelpTemplate);
        Connect(application, new RootHelp(runner.Terminal.Results, groups));
        var version = application.Option("--version", "Show the version", CommandOptionType.NoValue);
        application.OnExecute(() => version.HasValue() ? ShowVersion() : RefuseNoCommand());
        foreach (var command in groups.SelectMany(group => group.Commands))
            Add(application, command);
        return application;
    }

    /// <summary>Adds a command of one word, or of two of which the first is a branch of its own.</summary>
    private void Add(CommandLineApplication application, ToolCommand command)
    {
        if (command.Name.Split(' ') is not [var first, var second])
            application.Command(command.Name, branch => Define(branch, command));
        else
            (application.Commands.Find(branch => branch.Name == first) ?? AddBranch(application, first)).Command(
                second,
                branch => Define(branch, command)
            );
    }

    private CommandLineApplication AddBranch(CommandLineApplication application, string word) =>
        application.Command(
            word,
            branch =>
            {
                Connect(
                    branch,
                    new RootHelp(
                        runner.Terminal.Results,
                        [.. groups.Select(group => group.Within(word)).Where(group => group.Commands.Count > 0)]
                    )
                );
                branch.OnExecute(() => RefuseIncomplete(branch));
            }
        );

    /// <summary>The words that lead to a command; null for the tool itself.</summary>
    private static string? NameOf(CommandLineApplication command) =>
        command.Parent is null ? null
        : NameOf(command.Parent) is { } parent ? $"{parent} {command.Name}"
        : command.Name;

    private void Define(CommandLineApplication branch, ToolCommand command)
    {
        var syntax = new CommandSyntax(branch);
        command.Define(syntax);
        var output = new OutputOptions(syntax);
        Connect(branch, new CommandHelp(runner.Terminal.Results, command, syntax));
        branch.OnExecute(async () =>
        {
            var failure =
                syntax.Values.Select(value => value.Read()).FirstOrDefault(failure => failure is not null)
                ?? command.Contradiction();
            return failure is null
                ? await runner.RunAsync(command, output)
                : runner.Refuse(command.Name, UsageError.WithHelp(failure, command.Name));
        });
    }

    /// <summary>Gives <paramref name="application"/> its help, and silences what the parser would print by itself.</summary>
    private static void Connect(CommandLineApplication application, HelpPage page)
    {
        application.HelpTextGenerator = page;
        application.Out = TextWriter.Null;
        application.Error = TextWriter.Null;
    }

    private int Suggest(string[] typed)
    {
        var suggestions = new WordCompletion(groups).Complete(typed is [.. var before, " "] ? [.. before, ""] : typed);
        if (suggestions.ArePaths)
            runner.Terminal.Results.WriteLine(ShellScripts.PathsMarker);
        foreach (var (word, meaning) in suggestions.Words)
            runner.Terminal.Results.WriteLine(meaning.Length == 0 ? word : $"{word}\t{meaning}");
        return ExitCodes.Done;
    }

    private int ShowVersion()
    {
        runner.Terminal.Results.WriteLine(ToolVersion.Text);
        return ExitCodes.Done;
    }

    private int RefuseIncomplete(CommandLineApplication branch)
    {
        var names = branch.Commands.Select(command => $"'{branch.Name} {command.Name}'");
        return runner.Refuse(
            null,
            UsageError.WithHelp(
                new Failure(FailureKind.Usage, $"'{branch.Name}' needs a further word: {string.Join(" or ", names)}."),
                null
            )
        );
    }

    /// <summary>Whoever names no command may not know any, and gets to see them.</summary>
    private int RefuseNoCommand()
    {
        var exitCode = runner.Refuse(null, UsageError.WithHelp(new Failure(FailureKind.Usage, "No command was given."), null));
        if (!runner.Terminal.IsJson)
            new RootHelp(runner.Terminal.Messages, groups).Write();
        return exitCode;
    }
}
