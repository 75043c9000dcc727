using DbWarden.Migrations;
using DbWarden.Tool.Output;

namespace DbWarden.Tool.Syntax;

/// <summary>What <c>dbwarden --help</c> shows.</summary>
internal sealed class RootHelp(OutputChannel channel, IReadOnlyList<CommandGroup> groups) : HelpPage(channel)
{
    public override void Write()
    {
        WriteLine("dbwarden ".Strong(), ToolVersion.Text);
        WriteParagraph(
            "Applies the migrations that a release carries to PostgreSQL, MySQL, MariaDB and SQLite, and takes them back."
        );
        WriteLine();
        WriteLine("usage: ".Strong(), "dbwarden COMMAND [options]");
        var width = groups.SelectMany(group => group.Commands).Max(command => command.Name.Length);
        foreach (var group in groups)
            WriteTerms(group.Title, [.. group.Commands.Select(command => (command.Name, command.Purpose))], width);
        WriteLine();
        WriteParagraph("'dbwarden COMMAND --help' shows the options of a command and examples.");
        WriteParagraph("Everything else: " + ProductLinks.Repository + "/tree/main/docs");
    }
}
