using System.Text.RegularExpressions;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Documentation;

/// <summary>What the documentation says of commands and options is what the tool knows, also where no test can run it.</summary>
public sealed partial class DocumentedSyntaxTests
{
    private static IEnumerable<string> PagesAndFiles =>
        [.. DocumentedPages.Pages, .. DocumentedPages.Files, "nuget/dbwarden/README.md", "nuget/DbWarden.Build/README.md"];

    [TestCaseSource(nameof(PagesAndFiles))]
    public async Task Every_option_is_there(string page)
    {
        var blocks = page.EndsWith(".md", StringComparison.Ordinal)
            ? DocumentedPages.BlocksOf(page)
            : [DocumentedPages.BlockOf(page)];
        var commands = blocks.SelectMany(block => block.Commands).Where(command => command.ToolArguments is not null);
        foreach (var command in commands.DistinctBy(command => command.ToolArguments))
        {
            if (command.IsSynopsis)
                await CheckSynopsisAsync(command);
            else
                await CheckAsync(command);
        }
    }

    /// <summary>With the option for help, everything before it is understood, and nothing is done.</summary>
    private static async Task CheckAsync(DocumentedCommand command)
    {
        var arguments = command.ToolArguments!.Split(" >")[0] + " --help";
        var help = await CommandLine.RunAsync("bash", ["-c", $"'{Tool.Path}' {arguments}"], environment: Tool.Environment());
        Assert.That(help.ExitCode, Is.EqualTo(0), $"{command}\n{help.Output}");
    }

    private static async Task CheckSynopsisAsync(DocumentedCommand command)
    {
        var words = command.ToolArguments!.Split(' ').TakeWhile(word => CommandWord().IsMatch(word));
        var help = await Tool.RunAsync(Path.GetTempPath(), [.. words, "--help"]);
        Assert.That(help.ExitCode, Is.EqualTo(0), $"{command}\n{help.Output}");
        foreach (var option in Option().Matches(command.ToolArguments!).Select(match => match.Value))
            Assert.That(help.StandardOutput, Does.Match(Regex.Escape(option) + @"\b"), command.ToString());
    }

    [GeneratedRegex("^[a-z][a-z-]*$", RegexOptions.None, 10_000)]
    private static partial Regex CommandWord();

    [GeneratedRegex("--[a-z-]+", RegexOptions.None, 10_000)]
    private static partial Regex Option();
}
