using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Results;
using Microsoft.Data.Sqlite;

namespace DbWarden.Deploy.Databases.Sqlite.Backups;

internal sealed class SqliteBackup(BackupContext context, long size) : EngineBackup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A copy has every page of the original.</summary>
    public override long? Size => size;

    public override async Task<Failure?> WriteAsync(PartialFile file, Func<Task> beat, CancellationToken cancellation)
    {
        await using var copy = await OpenAsync(file.Path, cancellation);
        // Nobody else sees this file before it is whole, so a journal would protect nothing.
        await copy.ExecuteAsync("PRAGMA journal_mode = OFF", cancellation);
        await copy.ExecuteAsync("PRAGMA synchronous = OFF", cancellation);
        // One snapshot for the whole copy: it would begin again with each write of somebody else.
        await context.Control.ExecuteAsync("BEGIN", cancellation);
        try
        {
            await context.Control.ReadAsync(
                new Query("SELECT count(*) FROM sqlite_master"),
                row => row.GetInt64(0),
                cancellation
            );
            await SqliteCopy.RunAsync(
                (SqliteConnection)context.Control.Connection,
                (SqliteConnection)copy.Connection,
                beat,
                Patience,
                cancellation
            );
        }
        finally
        {
            await SqliteSession.RollbackAsync((SqliteConnection)context.Control.Connection);
        }

        // In one file, however the original keeps its journal; and who holds the lease is nothing to bring back one day.
        await copy.ExecuteAsync("PRAGMA locking_mode = EXCLUSIVE", cancellation);
        await copy.ExecuteAsync("PRAGMA journal_mode = DELETE", cancellation);
        await copy.ExecuteAsync($"DELETE FROM {context.Tables.Lock}", cancellation);
        return null;
    }

    public override async Task<Failure?> VerifyAsync(string path, CancellationToken cancellation)
    {
        await using var copy = await OpenAsync(path, cancellation);
        using var interrupt = new SqliteInterrupt(((SqliteConnection)copy.Connection).Handle!, cancellation);
        var problems = await copy.ReadAsync(new Query("PRAGMA integrity_check(10)"), row => row.GetString(0), cancellation);
        return problems is ["ok"]
            ? null
            : BackupFailure.Of(
                "The database is damaged, and so is its backup: integrity_check complains.",
                problems,
                ["Mend the database first (https://sqlite.org/recovery.html)."]
            );
    }

    private async Task<DatabaseConnection> OpenAsync(string path, CancellationToken cancellation)
    {
        var settings = new SqliteConnectionStringBuilder(context.Target.ConnectionString)
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Cache = SqliteCacheMode.Default,
            Pooling = false,
            ForeignKeys = false,
        };
        var connection = new SqliteConnection(settings.ToString());
        await connection.OpenAsync(cancellation);
        return new DatabaseConnection(connection, context.Control.Sql, reuseCommands: false);
    }
}
