using DbWarden.Deploy.Results;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Syntax;

/// <summary>Commands that the help shows under one heading.</summary>
internal sealed record CommandGroup(string Title, IReadOnlyList<ToolCommand> Commands);

/// <summary>Understands the arguments, and hands over to the command that they name.</summary>
internal sealed class CommandTree(IReadOnlyList<CommandGroup> groups, CommandRunner runner)
{
    private const string HelpOption = "--help";
    private const string HelpTemplate = "-h|" + HelpOption;

    public int Run(string[] arguments)
    {
        var application = Build();
        try
        {
            // "dbwarden help migrate" is what many type first.
            return application.Execute(arguments is ["help", .. var words] ? [.. words, HelpOption] : arguments);
        }
        catch (CommandParsingException exception)
        {
            var command = exception.Command == application ? null : exception.Command.Name;
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
            application.Command(command.Name, branch => Define(branch, command));
        return application;
    }

    private void Define(CommandLineApplication branch, ToolCommand command)
    {
        var syntax = new CommandSyntax(branch);
        command.Define(syntax);
        var output = new OutputOptions(syntax);
        Connect(branch, new CommandHelp(runner.Terminal.Results, command, syntax));
        branch.OnExecute(async () =>
        {
            var failure = syntax.Values.Select(value => value.Read()).FirstOrDefault(failure => failure is not null) ?? command.Contradiction();
            return failure is null ? await runner.RunAsync(command, output) : runner.Refuse(command.Name, UsageError.WithHelp(failure, command.Name));
        });
    }

    /// <summary>Gives <paramref name="application"/> its help, and silences what the parser would print by itself.</summary>
    private static void Connect(CommandLineApplication application, HelpPage page)
    {
        application.HelpTextGenerator = page;
        application.Out = TextWriter.Null;
        application.Error = TextWriter.Null;
    }

    private int ShowVersion()
    {
        runner.Terminal.Results.WriteLine(ToolVersion.Text);
        return ExitCodes.Done;
    }

    private int RefuseNoCommand() =>
        runner.Refuse(null, UsageError.WithHelp(new Failure(FailureKind.Usage, "No command was given."), null));
}
