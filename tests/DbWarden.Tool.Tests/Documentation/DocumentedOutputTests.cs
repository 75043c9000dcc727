using System.Reflection;
using System.Text.RegularExpressions;
using DbWarden.Tool.Tests.Secrets;

namespace DbWarden.Tool.Tests.Documentation;

/// <summary>What scripts rely on stands in the page about commands: exit codes, and the JSON of each command.</summary>
public sealed partial class DocumentedOutputTests
{
    private static readonly string Page = File.ReadAllText(DocumentedPages.Full("docs/commands.md"));

    [Test]
    public void Every_exit_code_is_explained()
    {
        var codes = typeof(ExitCodes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (int)field.GetRawConstantValue()!);
        var explained = Rows("## Exit codes")
            .SelectMany(row => Number().Matches(row[0]).Select(match => int.Parse(match.Value, null)));
        Assert.That(explained, Is.EquivalentTo(codes));
    }

    [Test]
    public void Every_command_has_its_properties() =>
        Assert.That(
            Rows("## JSON").SelectMany(row => CommandName().Matches(row[0]).Select(match => match.Value)),
            Is.SupersetOf(EveryCommand.Options.Keys)
        );

    [Test]
    public void Every_command_is_in_the_list() =>
        Assert.That(
            Rows("# Commands").SelectMany(row => CommandName().Matches(row[0]).Select(match => match.Value)),
            Is.EquivalentTo(EveryCommand.Options.Keys)
        );

    /// <summary>The rows of the tables below a heading, up to the next one.</summary>
    private static IEnumerable<string[]> Rows(string heading) =>
        Page.ReplaceLineEndings("\n")
            .Split('\n')
            .SkipWhile(line => line != heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split(" | "));

    [GeneratedRegex("[0-9]+", RegexOptions.None, 10_000)]
    private static partial Regex Number();

    [GeneratedRegex("(?<=`)[a-z -]+(?=`)", RegexOptions.None, 10_000)]
    private static partial Regex CommandName();
}
