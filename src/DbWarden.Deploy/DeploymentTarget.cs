using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Locking;

namespace DbWarden.Deploy;

/// <summary>What a command is to work on: one database of one artifact, and how to reach it.</summary>
public sealed record DeploymentTarget
{
    /// <summary>The directory of backups where nothing else is configured, below the working directory.</summary>
    public const string DefaultBackupDirectory = "backups";

    /// <summary>How often a migration that gave way is tried again where nobody says otherwise.</summary>
    public const int DefaultLockRetries = 10;

    /// <summary>How long to retry a server that is still starting where nobody says otherwise.</summary>
    public static TimeSpan DefaultConnectTimeout { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for the lease where nobody says otherwise.</summary>
    public static TimeSpan DefaultLockWait { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The artifact; null for commands that need none (<c>history</c>, <c>lock-status</c>).</summary>
    public Artifact? Artifact { get; init; }

    /// <summary>The database's name in the artifact, and the first part of every record's key.</summary>
    public required string Database { get; init; }

    /// <summary>The engine's name: <c>postgresql</c>, <c>mysql</c>, <c>mariadb</c> or <c>sqlite</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>An ADO.NET connection string for that engine's driver. A secret.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The connection as messages show it, such as <c>postgresql://app@host:5432/shop</c>; see <see cref="ResolvedConnection.Display"/>.</summary>
    public string Display { get; init; } = "The server";

    /// <summary>Takes the connection's secrets out of what drivers and servers say; see <see cref="ResolvedConnection.Secrets"/>.</summary>
    public SecretScrubber Secrets { get; init; } = SecretScrubber.None;

    /// <summary>The schema of the three tables; null for the connection's current one.</summary>
    public string? Schema { get; init; }

    /// <summary>Where backups go: a full path. It is made where it is not there yet.</summary>
    public string BackupDirectory { get; init; } = Path.GetFullPath(DefaultBackupDirectory);

    /// <summary>How long to retry a server that is still starting.</summary>
    public TimeSpan ConnectTimeout { get; init; } = DefaultConnectTimeout;

    /// <summary>
    /// Whether each statement is reported with its time. Statements are then sent one by one, which costs a round trip for each.
    /// </summary>
    public bool ReportStatements { get; init; }

    /// <summary>How long to wait for the lease; zero fails at once.</summary>
    public TimeSpan LockWait { get; init; } = DefaultLockWait;

    /// <summary>
    /// How long a statement of a migration waits for a lock before it gives way to the application; null for the engine's own measure,
    /// zero for no limit. A migration's own <c>lock-timeout</c> comes first.
    /// </summary>
    public TimeSpan? LockTimeout { get; init; }

    /// <summary>How often a migration that gave way is tried again.</summary>
    public int LockRetries { get; init; } = DefaultLockRetries;

    /// <summary>How long a statement may run; null or zero for no limit. A migration's own <c>statement-timeout</c> comes first.</summary>
    public TimeSpan? StatementTimeout { get; init; }

    /// <summary>When a holder beats, gives up, and is given up.</summary>
    internal LeaseTimings Timings { get; init; } = new();

    /// <summary>The artifact's part for this database; null without an artifact.</summary>
    public ArtifactDatabase? Migrations => Artifact?.Databases.FirstOrDefault(database => database.Name == Database);

    /// <summary>Free of the connection, which a record would print.</summary>
    public override string ToString() => $"database '{Database}' ({Engine})";
}
