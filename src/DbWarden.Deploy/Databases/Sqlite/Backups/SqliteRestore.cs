using System.Data.Common;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using Microsoft.Data.Sqlite;

namespace DbWarden.Deploy.Databases.Sqlite.Backups;

/// <summary>
/// Puts the lease and later history into a copy of the backup, and copies that over the database: one transaction, after which all of
/// it is there, or nothing has changed.
/// </summary>
internal sealed class SqliteRestore(BackupContext context) : EngineRestore
{
    private const string Staged = "staged";

    public override string StateAfterFailure =>
        "The database is as it was before: a restore takes effect as a whole or not at all.";

    /// <summary>SQLite has no list of them. Whoever is writing is waited for, and whoever comes later sees the restored database.</summary>
    public override Task<IReadOnlyList<string>> ReadOtherSessionsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public override Task EndOtherSessionsAsync(CancellationToken cancellation) => Task.CompletedTask;

    public override async Task<Failure?> RestoreAsync(RestoreJob job, CancellationToken cancellation)
    {
        var settings = new SqliteConnectionStringBuilder(context.Target.ConnectionString);
        var directory = Path.GetDirectoryName(Path.GetFullPath(settings.DataSource))!;
        PartialFile.RemoveAbandoned(directory);
        using var copy = PartialFile.Create(directory, job.Backup.Manifest.File);
        await using (var source = File.OpenRead(job.Backup.Path))
        await using (var target = copy.OpenWrite())
            await source.CopyToAsync(target, cancellation);
        await CompleteAsync(copy.Path, job, cancellation);

        settings.DataSource = copy.Path;
        settings.Mode = SqliteOpenMode.ReadWrite;
        settings.Pooling = false;
        await using var staged = new SqliteConnection(settings.ToString());
        await staged.OpenAsync(cancellation);
        await job.Beat();
        await job.Lease.CheckAsync(cancellation);
        await SqliteCopy.RunAsync(
            staged,
            (SqliteConnection)context.Control.Connection,
            // The write lock is held from the first page on, and is the sign of life.
            () => Task.CompletedTask,
            context.Target.LockWait,
            cancellation
        );
        return null;
    }

    /// <summary>What a backup does not have: the lease as it stands, and what has happened since.</summary>
    private async Task CompleteAsync(string path, RestoreJob job, CancellationToken cancellation)
    {
        var control = context.Control;
        var staged = new RecordTables(control.Sql, Staged);
        await control.ExecuteAsync(new Query("ATTACH DATABASE $p1 AS staged", [path]), cancellation);
        try
        {
            foreach (var statement in staged.CreateStatements)
                await control.ExecuteAsync(statement, cancellation);
            await control.ExecuteAsync($"DELETE FROM {staged.Lock}", cancellation);
            await control.ExecuteAsync($"INSERT INTO {staged.Lock} SELECT * FROM {context.Tables.Lock}", cancellation);
            await control.ExecuteAsync(LaterHistory.Copy(context.Tables.History, staged.History, "IS"), cancellation);
            await control.ExecuteAsync(
                job.Entry with
                {
                    Sql = job.Entry.Sql.Replace(context.Tables.History, staged.History, StringComparison.Ordinal),
                },
                cancellation
            );
        }
        finally
        {
            await DetachAsync(control.Connection);
        }
    }

    private static async Task DetachAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "DETACH DATABASE staged";
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
