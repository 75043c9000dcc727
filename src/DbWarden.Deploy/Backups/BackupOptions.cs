namespace DbWarden.Deploy.Backups;

/// <summary>How a backup is taken. Where it goes is said by <see cref="DeploymentTarget.BackupDirectory"/>.</summary>
public sealed record BackupOptions
{
    /// <summary>How many backups of this database stay, the new one included; older ones are deleted. Null keeps all.</summary>
    public int? Keep { get; init; }
}
