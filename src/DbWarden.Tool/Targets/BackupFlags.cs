using DbWarden.Deploy;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Syntax;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Targets;

/// <summary>The options of a run that takes a backup first, where it is asked for.</summary>
internal sealed class BackupFlags(OptionGroup group)
{
    private readonly CommandOption _withBackup = group.Flag(
        "--with-backup",
        "First take a backup, and verify it; without one, nothing is run"
    );
    private readonly BackupPlace _place = new(group);
    private readonly ValueOption<int?> _keep = Keeping(group);

    public bool IsGiven => _withBackup.HasValue();

    public BackupOptions? Value => IsGiven ? new BackupOptions { Keep = _keep.Value } : null;

    public static ValueOption<int?> Keeping(OptionGroup group) =>
        group.Count("--keep <N>", "How many backups of the database stay, the new one included (all)");

    public DeploymentTarget Adjust(DeploymentTarget target) => _place.Adjust(target);

    public Failure? Contradiction() =>
        UsageRules.FirstBroken(
            (_place.IsGiven && !IsGiven, "--backup-dir needs --with-backup."),
            (_keep.IsGiven && !IsGiven, "--keep needs --with-backup.")
        );
}
