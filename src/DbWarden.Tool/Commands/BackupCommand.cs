using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Backups;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;

namespace DbWarden.Tool.Commands;

/// <summary>Takes a backup.</summary>
internal sealed class BackupCommand() : DatabaseCommand<BackupFile>("backup", "Takes a backup of the database, and verifies it")
{
    private BackupPlace _place = null!;
    private ValueOption<int?> _keep = null!;

    public override string Explanation =>
        "With pg_dump, with mariadb-dump or mysqldump, and in SQLite with its online backup: applications go on meanwhile. The file bears its name only "
        + "when it is whole, read back and on the disk; a manifest with its checksum lies beside it. migrate and rollback do the same with --with-backup.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden backup --backup-dir /var/backups/shop", "A backup into that directory."),
            new("dbwarden backup --keep 7", "Another one, and only the newest seven stay."),
        ];

    public override void WriteText(OutputChannel channel, string database, BackupFile value, bool isComplete)
    {
        channel.WriteLine($"{database}: {Summarize(value)}");
        channel.WriteLine("  ", VisibleText.OneLine(value.Path));
    }

    public override string Summarize(BackupFile value) => $"backup taken and verified, {Sizes.Text(value.Manifest.Size)}";

    public override void WriteJson(Utf8JsonWriter json, BackupFile value) => BackupJson.Write(json, "backup", value);

    protected override void DefineOwn(CommandSyntax syntax)
    {
        var group = syntax.Group("Where to");
        _place = new BackupPlace(group);
        _keep = BackupFlags.Keeping(group);
    }

    protected override DeploymentTarget Adjust(DeploymentTarget target) => _place.Adjust(target);

    protected override async Task<(BackupFile? Value, Deploy.Results.Failure? Failure)> RunAsync(
        Deployment deployment,
        Session session
    )
    {
        var taken = await deployment.BackupAsync(new BackupOptions { Keep = _keep.Value }, session.Cancellation);
        return (taken.Value, taken.Failure);
    }
}
