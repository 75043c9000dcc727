using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Results;
using Microsoft.Data.Sqlite;

namespace DbWarden.Deploy.Databases.Sqlite.Backups;

/// <summary>Backups of SQLite are databases of SQLite, made and brought back with its online backup API.</summary>
internal sealed class SqliteBackups : EngineBackups
{
    public static SqliteBackups Instance { get; } = new();

    public override string Extension => ".sqlite";

    public override async Task<ServerProduct> ReadProductAsync(DatabaseConnection connection, CancellationToken cancellation) =>
        (
            await connection.ReadAsync(
                new Query("SELECT sqlite_version()"),
                row => new ServerProduct("sqlite", row.GetString(0)),
                cancellation
            )
        )[0];

    /// <summary>The file format has been the same since 2004.</summary>
    public override string? FindMismatch(ServerProduct backup, ServerProduct server) =>
        backup.Engine == server.Engine ? null : DescribeMismatch(backup, server);

    public override async Task<Result<EngineBackup>> PrepareAsync(BackupContext context, CancellationToken cancellation)
    {
        if (IsMissing(context))
            return BackupFailure.Of(
                $"There is no database {new SqliteConnectionStringBuilder(context.Target.ConnectionString).DataSource} to take a backup of."
            );
        var size = await context.Control.ReadAsync(
            new Query("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
            row => row.GetInt64(0),
            cancellation
        );
        return new SqliteBackup(context, size[0]);
    }

    public override Task<Result<EngineRestore>> PrepareRestoreAsync(BackupContext context, CancellationToken cancellation) =>
        Task.FromResult<Result<EngineRestore>>(new SqliteRestore(context));

    /// <summary>A connection that only looks shows a database that is not there as an empty one in memory.</summary>
    private static bool IsMissing(BackupContext context) =>
        new SqliteConnectionStringBuilder(context.Control.Connection.ConnectionString).Mode == SqliteOpenMode.Memory
        && new SqliteConnectionStringBuilder(context.Target.ConnectionString).Mode != SqliteOpenMode.Memory;
}
