using DbWarden.Tool.Commands;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool;

/// <summary>The one place that lists the commands, in the groups and the order in which the help shows them.</summary>
internal static class AllCommands
{
    public static IReadOnlyList<CommandGroup> Create() =>
        [
            new CommandGroup("Writing migrations", [new InitCommand(), new NewCommand(), new CheckCommand()]),
            new CommandGroup(
                "Deploying",
                [
                    new MigrateCommand(),
                    new RollbackCommand(),
                    new DowngradeCommand(),
                    new ScriptCommand(),
                    new RepairCommand(),
                    new UnlockCommand(),
                ]
            ),
            new CommandGroup("Backups", [new BackupCommand(), new BackupListCommand(), new RestoreCommand()]),
            new CommandGroup(
                "Looking",
                [
                    new StatusCommand(),
                    new HistoryCommand(),
                    new LockStatusCommand(),
                    new CheckDatabaseCommand(),
                    new SnapshotCommand(),
                    new VerifyCommand(),
                ]
            ),
            new CommandGroup(
                "About the configuration and the tool",
                [new DatabaseListCommand(), new SettingsShowCommand(), new CompletionCommand(), new VersionCommand()]
            ),
        ];
}
