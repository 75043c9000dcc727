using DbWarden.Tool.Output;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Syntax;

/// <summary>What <c>dbwarden COMMAND --help</c> shows.</summary>
internal sealed class CommandHelp(OutputChannel channel, ToolCommand command, CommandSyntax syntax) : HelpPage(channel)
{
    private const int NameWidth = 26;

    public override void Write()
    {
        WriteParagraph(command.Purpose + ".");
        if (command.Explanation.Length > 0)
        {
            WriteLine();
            WriteParagraph(command.Explanation);
        }

        WriteLine();
        WriteLine(
            "usage: ".Strong(),
            string.Join(' ', ["dbwarden", command.Name, .. syntax.Arguments.Select(argument => argument.Name), "[options]"])
        );
        if (syntax.Arguments.Count > 0)
            WriteTerms("Arguments", [.. syntax.Arguments.Select(argument => (argument.Name, argument.Description))], NameWidth);
        foreach (var group in syntax.Groups)
            WriteTerms(group.Title, [.. group.Options.Select(option => (Signature(option), option.Description))], NameWidth);
        WriteLine();
        WriteLine("Examples".Strong());
        foreach (var example in command.Examples)
        {
            WriteLine(Indent, example.Text);
            WriteParagraph(example.Meaning, indent: 6);
        }
    }

    private static string Signature(CommandOption option)
    {
        var value = option.OptionType == CommandOptionType.NoValue ? "" : $" <{option.ValueName}>";
        // Names stand below each other whether they have a short form or not.
        return (option.ShortName is { Length: > 0 } letter ? $"-{letter}, " : "    ") + "--" + option.LongName + value;
    }
}
