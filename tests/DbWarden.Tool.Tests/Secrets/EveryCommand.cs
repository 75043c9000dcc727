using DbWarden.Tool.Syntax;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Tests.Secrets;

/// <summary>A command of the tool, with arguments with which it does what it is for.</summary>
/// <param name="Command">Its name.</param>
/// <param name="Arguments">The words behind it; <see cref="EveryCommand.NewestBackup"/> stands for a file.</param>
internal sealed record Step(string Command, params string[] Arguments)
{
    /// <summary>Whether it has an option, such as <c>connection</c>.</summary>
    public bool Takes(string option) => EveryCommand.Options[Command].Contains(option);

    public override string ToString() => string.Join(' ', [Command, .. Arguments]);
}

/// <summary>All that can be done with the tool, in an order in which each thing has something to do.</summary>
internal static class EveryCommand
{
    /// <summary>Stands for the newest file in <c>backups</c>.</summary>
    public const string NewestBackup = "<backup>";

    /// <summary>The project for <c>init</c> and <c>new</c>.</summary>
    public const string Project = "app/App.csproj";

    /// <summary>The options of each command that there is.</summary>
    public static IReadOnlyDictionary<string, HashSet<string>> Options { get; } =
        AllCommands.Create().SelectMany(group => group.Commands).ToDictionary(command => command.Name, OptionsOf);

    /// <summary>Before, during and after a deploy of a release that works.</summary>
    public static IReadOnlyList<Step> OfADeploy { get; } =
    [
        new("init", "--project", Project),
        new("new", "add stock", "--project", Project),
        new("version"),
        new("completion", "bash"),
        new("check"),
        new("database list"),
        new("settings show"),
        new("script"),
        new("migrate", "--dry-run"),
        new("migrate", "--with-backup"),
        new("migrate"),
        new("status"),
        new("history"),
        new("lock-status"),
        new("backup"),
        new("backup list"),
        new("snapshot", "product"),
        new("check-db"),
        new("check-db", "--expect"),
        new("verify"),
        new("rollback"),
        new("downgrade", "--to", "1"),
        new("repair", "--mark-pending", "1", "--yes"),
        new("restore", NewestBackup, "--force", "--yes"),
        new("unlock"),
    ];

    /// <summary>Of one whose newest migration cannot run.</summary>
    public static IReadOnlyList<Step> OfAFailure { get; } =
    [
        new("migrate"),
        new("status"),
        new("history"),
        new("migrate", "--resume"),
        new("repair", "--mark-pending", "2", "--yes"),
        new("verify"),
    ];

    /// <summary>Whatever connects to a database, once.</summary>
    public static IEnumerable<Step> OfAConnection =>
        OfADeploy.Where(step => step.Takes("connect-timeout")).DistinctBy(step => step.Command);

    /// <summary>Whatever shows a connection without using it.</summary>
    public static IEnumerable<Step> OfAConfiguration =>
        OfADeploy.Where(step => step.Takes("connection") && !step.Takes("connect-timeout"));

    private static HashSet<string> OptionsOf(ToolCommand command)
    {
        var syntax = new CommandSyntax(new CommandLineApplication());
        command.Define(syntax);
        return [.. syntax.Groups.SelectMany(group => group.Options).Select(option => option.LongName!)];
    }
}
