using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Connections;

/// <summary>One setting, and where its value came from.</summary>
/// <param name="Name">Its key in the configuration, such as <c>DbWarden:Schema</c>.</param>
/// <param name="Value">As it may be shown; null where there is none.</param>
/// <param name="Source">Such as <c>DbWarden:Schema in /app/appsettings.json</c>, <c>environment variable DbWarden__Schema</c> or
/// <c>default</c>.</param>
public sealed record Setting(string Name, string? Value, string Source)
{
    /// <summary>The source of what nobody has set.</summary>
    internal const string Default = "default";

    /// <summary>The database that it is about; null where it is the same for all of them.</summary>
    public string? Database { get; init; }
}

/// <summary>The section <c>DbWarden</c> of the configuration.</summary>
public sealed record DeploymentSettings
{
    /// <summary>The schema of the three tables; null for the connection's current one.</summary>
    public string? Schema { get; init; }

    /// <summary>Where backups go, seen from the working directory.</summary>
    public string BackupDirectory { get; init; } = DeploymentTarget.DefaultBackupDirectory;

    /// <summary>How long to retry a server that is still starting.</summary>
    public TimeSpan ConnectTimeout { get; init; } = DeploymentTarget.DefaultConnectTimeout;

    /// <summary>How long to wait for the lease; zero fails at once.</summary>
    public TimeSpan LockWait { get; init; } = DeploymentTarget.DefaultLockWait;

    /// <summary>How long a statement of a migration waits for a lock; null for the engine's own measure.</summary>
    public TimeSpan? LockTimeout { get; init; }

    /// <summary>How often a migration that gave up waiting for a lock is tried again.</summary>
    public int LockRetries { get; init; } = DeploymentTarget.DefaultLockRetries;

    /// <summary>How long a statement may run; null for no limit.</summary>
    public TimeSpan? StatementTimeout { get; init; }

    /// <summary>All of them in a fixed order, each as it takes effect, for <c>settings show</c>.</summary>
    public IReadOnlyList<Setting> All { get; init; } = [];

    /// <summary>Reads the settings; a value that cannot be read is a failure that names where it stands.</summary>
    /// <param name="environment">The working directory and the environment variables.</param>
    /// <param name="artifact">The artifact, beside which configuration files are looked for; may be null.</param>
    public static Result<DeploymentSettings> Read(DeploymentEnvironment environment, Artifact? artifact) =>
        SettingsReader.Read(environment, artifact);
}
