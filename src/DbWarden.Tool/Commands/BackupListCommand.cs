using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;

namespace DbWarden.Tool.Commands;

/// <summary>Shows the backups that there are.</summary>
internal sealed class BackupListCommand()
    : DatabaseCommand<IReadOnlyList<BackupFile>>("backup list", "Shows the backups of a database, the newest last")
{
    private BackupPlace _place = null!;

    public override string Explanation => "Reads the manifests in the directory, and connects to nothing.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden backup list", "The backups in the configured directory."),
            new("dbwarden backup list --backup-dir /var/backups/shop --json", "Those of another directory, for a script."),
        ];

    public override void WriteText(OutputChannel channel, string database, IReadOnlyList<BackupFile> value, bool isComplete)
    {
        channel.WriteLine($"{database}: {Summarize(value)}".Strong());
        if (value.Count == 0)
            return;
        var table = new ResultTable(
            new("Taken"),
            new("Version"),
            new("Size"),
            new("Server", IsOptional: true),
            new("File", Folds: true)
        );
        foreach (var backup in value)
        {
            var manifest = backup.Manifest;
            table.AddRow(
                Times.Text(channel, manifest.TakenAt),
                VisibleText.OneLine(manifest.NewestVersion ?? ""),
                backup.IsThere ? Sizes.Text(manifest.Size) : "missing".Bad(),
                VisibleText.OneLine($"{manifest.Engine} {manifest.ServerVersion}"),
                VisibleText.OneLine(backup.Path)
            );
        }

        table.Write(channel);
    }

    public override string Summarize(IReadOnlyList<BackupFile> value) =>
        value.Count == 0 ? "no backups" : Counts.Of(value.Count, "backup");

    public override void WriteJson(Utf8JsonWriter json, IReadOnlyList<BackupFile> value)
    {
        json.WriteStartArray("backups");
        foreach (var backup in value)
            BackupJson.Write(json, backup);
        json.WriteEndArray();
    }

    protected override void DefineOwn(CommandSyntax syntax) => _place = new BackupPlace(syntax.Group("Where they are"));

    protected override DeploymentTarget Adjust(DeploymentTarget target) => _place.Adjust(target);

    protected override Task<(IReadOnlyList<BackupFile>? Value, Failure? Failure)> RunAsync(
        Deployment deployment,
        Session session
    ) => Task.FromResult<(IReadOnlyList<BackupFile>?, Failure?)>((deployment.ListBackups(), null));
}
