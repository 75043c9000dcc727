using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Backups.Clients;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Databases.PostgreSql.Backups;

internal sealed class PostgreSqlBackup(BackupContext context, string dump, string restore, long databaseSize) : EngineBackup
{
    public override long? DatabaseSize => databaseSize;

    public override async Task<Failure?> WriteAsync(PartialFile file, Func<Task> beat, CancellationToken cancellation)
    {
        using var connection = await PostgreSqlClientConnection.CreateAsync(context, cancellation);
        await using var target = file.OpenWrite();
        var end = await new ClientProgram(dump, connection.Environment).RunAsync(
            [
                "--format=custom",
                "--no-password",
                // A subscription belongs to the server: a second one would take over what the first one receives.
                "--no-subscriptions",
                "--lock-wait-timeout=60s",
                $"--exclude-table-data={Pattern(context.Tables)}",
            ],
            (stream, stop) => stream.CopyToAsync(target, stop),
            write: null,
            cancellation
        );
        return end.IsSuccess ? null : Failed("pg_dump could not take the backup.", end);
    }

    /// <summary>Every byte is decompressed and turned into SQL again.</summary>
    public override async Task<Failure?> VerifyAsync(string path, CancellationToken cancellation)
    {
        var end = await new ClientProgram(restore, ClientProgram.NoVariables).RunAsync(
            ["--file=-", path],
            (stream, stop) => stream.CopyToAsync(Stream.Null, stop),
            write: null,
            cancellation
        );
        return end.IsSuccess ? null : Failed("The backup cannot be read back by pg_restore.", end);
    }

    private Failure Failed(string message, ClientEnd end) =>
        BackupFailure.Of(message, [.. end.Complaints.Select(context.Errors.Scrub)]);

    /// <summary>Quoted, a name stands for itself.</summary>
    private static string Pattern(RecordTables tables) =>
        $"{tables.Sql.Quote(tables.Schema!)}.{tables.Sql.Quote(RecordTables.LockName)}";
}
