using System.Text;
using System.Text.RegularExpressions;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Backups.Clients;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Databases.PostgreSql.Backups;

/// <summary>
/// Feeds <c>psql</c> one transaction: the fence, the removal of all that is there but the lock, what <c>pg_restore</c> makes of the
/// archive, and the later history. It takes effect as a whole or not at all, also when one of the programs is killed.
/// </summary>
internal sealed class PostgreSqlRestore(BackupContext context, string restore, string psql) : EngineRestore
{
    private const string Done = "dbwarden: restored";

    private readonly RecordTables _tables = context.Tables;

    public override string StateAfterFailure =>
        "The database is as it was before: a restore is one transaction, which was undone.";

    public override Task<IReadOnlyList<string>> ReadOtherSessionsAsync(CancellationToken cancellation) =>
        QueryOthersAsync(
            "concat_ws(' ', usename, 'from', coalesce(host(client_addr), 'this machine'), nullif(application_name, ''), '(process ' || pid || ')')",
            cancellation
        );

    public override async Task EndOtherSessionsAsync(CancellationToken cancellation)
    {
        await QueryOthersAsync("pg_terminate_backend(pid)::text", cancellation);
        while (await ReadOtherSessionsAsync(cancellation) is not [])
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
    }

    public override async Task<Failure?> RestoreAsync(RestoreJob job, CancellationToken cancellation)
    {
        using var connection = await PostgreSqlClientConnection.CreateAsync(context, cancellation);
        var archive = new ClientProgram(restore, ClientProgram.NoVariables);
        var list = await ListAsync(archive, job.Backup.Path, cancellation);
        if (list is null)
            return new Failure(FailureKind.BackupFailed, "The backup cannot be read by pg_restore.");
        using var contents = SecretFile.Create(list);
        ClientEnd? reading = null;
        var isWhole = false;
        string? lastLine = null;
        var writing = await new ClientProgram(psql, connection.Environment).RunAsync(
            ["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--file=-"],
            async (output, stop) => lastLine = await ReadLastLineAsync(output, stop),
            async (input, stop) =>
            {
                await WriteAsync(input, PostgreSqlRestoreScript.Before(_tables, job), stop);
                reading = await archive.RunAsync(
                    ["--single-transaction", "--file=-", $"--use-list={contents.Path}", job.Backup.Path],
                    async (sql, stopReading) => isWhole = await PostgreSqlArchiveSql.CopyAsync(sql, input, stopReading),
                    write: null,
                    stop
                );
                // Without a COMMIT at its end the transaction is undone.
                if (reading.IsSuccess && isWhole)
                    await WriteAsync(input, PostgreSqlRestoreScript.After(_tables, job) + $"\n\\echo {Done}\n", stop);
            },
            cancellation
        );
        if (writing.IsSuccess && lastLine == Done)
            return null;
        IEnumerable<string> complaints = writing.Complaints;
        if (reading is { IsSuccess: false })
            complaints = complaints.Concat(reading.Complaints);
        return new Failure(FailureKind.BackupFailed, "The backup could not be restored.")
        {
            Details = [.. complaints.Select(context.Errors.Scrub)],
        };
    }

    /// <summary>The archive's contents but for the lock, which stays as it is; null where it cannot be read.</summary>
    private async Task<string?> ListAsync(ClientProgram archive, string path, CancellationToken cancellation)
    {
        var output = new MemoryStream();
        var end = await archive.RunAsync(
            ["--list", path],
            (stream, stop) => stream.CopyToAsync(output, stop),
            write: null,
            cancellation
        );
        if (!end.IsSuccess)
            return null;
        var schema = Regex.Escape(_tables.Schema!);
        var own = new Regex(
            $@"\A[0-9]+; [0-9]+ [0-9]+ ([A-Z ]+ {schema} (TABLE )?{RecordTables.LockName}( |\z)|SCHEMA - {schema} )",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n').Where(line => !own.IsMatch(line));
        return string.Join('\n', lines);
    }

    /// <summary>All that use the database but this run: its keeper has a connection of its own.</summary>
    private async Task<IReadOnlyList<string>> QueryOthersAsync(string columns, CancellationToken cancellation) =>
        await context.Control.ReadAsync(
            new Query(
                $"SELECT {columns} FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' "
                    + "AND NOT (application_name = 'dbwarden' AND usename = session_user AND client_addr IS NOT DISTINCT FROM inet_client_addr())"
            ),
            row => row.IsDBNull(0) ? "" : row.GetString(0),
            cancellation
        );

    private static async Task<string?> ReadLastLineAsync(Stream output, CancellationToken cancellation)
    {
        using var reader = new StreamReader(output, Encoding.UTF8);
        string? last = null;
        while (await reader.ReadLineAsync(cancellation) is { } line)
            last = line.Length > 0 ? line : last;
        return last;
    }

    private static Task WriteAsync(Stream input, string sql, CancellationToken cancellation) =>
        input.WriteAsync(Encoding.UTF8.GetBytes(sql), cancellation).AsTask();
}
