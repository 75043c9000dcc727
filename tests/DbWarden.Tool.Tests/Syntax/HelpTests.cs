using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Syntax;

public sealed class HelpTests
{
    /// <summary>Their names, the words of one joined by a plus, since they become names of snapshot files.</summary>
    private static IEnumerable<string> Commands =>
        AllCommands.Create().SelectMany(group => group.Commands).Select(command => command.Name.Replace(' ', '+'));

    [TestCaseSource(nameof(Commands))]
    public async Task Every_command_has_help(string command)
    {
        var help = await Tool.RunAsync(Path.GetTempPath(), [.. command.Split('+'), "--help"]);
        Assert.That(help.ShouldExitWith(0).StandardError, Is.Empty);
        Assert.That(help.StandardOutput.Split('\n').Select(line => line.Length), Has.All.LessThanOrEqualTo(100));
        Snapshots.Match(help.StandardOutput, command);
    }

    [Test]
    public async Task The_commands_are_listed()
    {
        var help = await Tool.RunAsync(Path.GetTempPath(), "--help");
        Assert.That(help.ShouldExitWith(0).StandardError, Is.Empty);
        Snapshots.Match(help.StandardOutput.Replace(await Tool.VersionAsync(), "<version>", StringComparison.Ordinal));
    }

    [Test]
    public async Task Help_is_a_word_too()
    {
        var word = await Tool.RunAsync(Path.GetTempPath(), "help", "migrate");
        var option = await Tool.RunAsync(Path.GetTempPath(), "migrate", "-h");
        Assert.That(word.ShouldExitWith(0).StandardOutput, Is.EqualTo(option.ShouldExitWith(0).StandardOutput).And.Not.Empty);
    }

    [TestCaseSource(nameof(Commands))]
    public void Every_command_has_two_examples_that_begin_with_itself(string name)
    {
        var command = AllCommands
            .Create()
            .SelectMany(group => group.Commands)
            .Single(command => command.Name == name.Replace('+', ' '));
        Assert.That(command.Examples, Has.Count.EqualTo(2));
        Assert.That(command.Examples.Select(example => example.Text), Has.All.StartsWith("dbwarden " + command.Name));
        Assert.That(command.Purpose, Does.Not.EndWith(".").And.Match("^[A-Z]"));
    }

    [Test]
    public async Task The_version_is_told_in_two_ways()
    {
        var option = await Tool.RunAsync(Path.GetTempPath(), "--version");
        var command = await Tool.RunAsync(Path.GetTempPath(), "version");
        Assert.That(option.ShouldExitWith(0).StandardOutput, Does.StartWith(ToolVersion.Text));
        Assert.That(command.ShouldExitWith(0).StandardOutput, Does.StartWith($"dbwarden {await Tool.VersionAsync()} (.NET "));
    }
}
