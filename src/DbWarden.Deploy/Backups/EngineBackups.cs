using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Backups;

/// <summary>What differs between engines when backups are taken and restored. One sub-class an engine, in the engine's folder.</summary>
internal abstract class EngineBackups
{
    /// <summary>What the files' names end with.</summary>
    public abstract string Extension { get; }

    public abstract Task<ServerProduct> ReadProductAsync(DatabaseConnection connection, CancellationToken cancellation);

    /// <summary>Why a backup of one server cannot go into another; null where it can.</summary>
    public abstract string? FindMismatch(ServerProduct backup, ServerProduct server);

    protected static string DescribeMismatch(ServerProduct backup, ServerProduct server) =>
        $"It is a backup of {backup.Engine} {backup.Version}, and cannot go into {server.Engine} {server.Version}.";

    /// <summary>Looks for everything that taking a backup needs, and writes nothing.</summary>
    public abstract Task<Result<EngineBackup>> PrepareAsync(BackupContext context, CancellationToken cancellation);

    /// <summary>Looks for everything that restoring needs, and writes nothing.</summary>
    public abstract Task<Result<EngineRestore>> PrepareRestoreAsync(BackupContext context, CancellationToken cancellation);
}

/// <summary>What a server says that it is.</summary>
/// <param name="Engine">Such as <c>mariadb</c>.</param>
internal sealed record ServerProduct(string Engine, string Version);

/// <summary>The database of a backup or a restore, connected.</summary>
/// <param name="Control">The connection that holds the lease.</param>
/// <param name="OpenAsync">Opens another one.</param>
internal sealed record BackupContext(
    DeploymentTarget Target,
    ServerProduct Product,
    DatabaseConnection Control,
    ServerFacts Facts,
    RecordStore Records,
    ErrorReader Errors,
    Func<CancellationToken, Task<DatabaseConnection>> OpenAsync,
    Action<DeploymentEvent> Report
)
{
    public RecordTables Tables => Records.Tables;
}

/// <summary>Takes one backup.</summary>
internal abstract class EngineBackup
{
    /// <summary>The bytes that the backup is going to have; null where nobody knows.</summary>
    public virtual long? Size => null;

    /// <summary>The bytes that the database has on the server, where that is not the backup's size.</summary>
    public virtual long? DatabaseSize => null;

    /// <summary>Writes the backup. Null when it is done, and otherwise what went wrong.</summary>
    /// <param name="beat">Gives a sign of life, for an engine that has to be asked for it.</param>
    public abstract Task<Failure?> WriteAsync(PartialFile file, Func<Task> beat, CancellationToken cancellation);

    /// <summary>Reads it back as a whole. Null where it is good.</summary>
    public abstract Task<Failure?> VerifyAsync(string path, CancellationToken cancellation);
}

/// <summary>What comes into the database together with a backup.</summary>
/// <param name="Lease">Makes sure that the lease is held.</param>
/// <param name="Fence">The same for another session; fails, or finds nothing, once the lease is lost.</param>
/// <param name="Entry">The history row that says so.</param>
/// <param name="Beat">Gives a sign of life, for an engine that has to be asked for it.</param>
internal sealed record RestoreJob(
    BackupFile Backup,
    LeaseFence Lease,
    Query Fence,
    Query Entry,
    string LeaseScope,
    Func<Task> Beat
);

/// <summary>Brings one database back.</summary>
internal abstract class EngineRestore
{
    /// <summary>The state of the database where a restore failed or was cancelled.</summary>
    public abstract string StateAfterFailure { get; }

    /// <summary>Other sessions in the database, each in words; none where the engine cannot know.</summary>
    public abstract Task<IReadOnlyList<string>> ReadOtherSessionsAsync(CancellationToken cancellation);

    /// <summary>Ends them, and waits until the server says that they are gone.</summary>
    public abstract Task EndOtherSessionsAsync(CancellationToken cancellation);

    /// <summary>
    /// Brings schema, data and records back as they were, removes what came later, keeps the lease and later history, and adds the
    /// entry. Null when it is done, and otherwise what went wrong.
    /// </summary>
    public abstract Task<Failure?> RestoreAsync(RestoreJob job, CancellationToken cancellation);
}
