using DbWarden.Deploy;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool.Targets;

/// <summary>The option that says where backups are.</summary>
internal sealed class BackupPlace(OptionGroup group)
{
    private readonly ValueOption<string?> _directory = group.Text(
        "--backup-dir <DIR>",
        $"The directory of the backups (DbWarden:BackupDirectory, or {DeploymentTarget.DefaultBackupDirectory})"
    );

    public bool IsGiven => _directory.IsGiven;

    public DeploymentTarget Adjust(DeploymentTarget target) =>
        _directory.Value is { } directory ? target with { BackupDirectory = Path.GetFullPath(directory) } : target;
}
