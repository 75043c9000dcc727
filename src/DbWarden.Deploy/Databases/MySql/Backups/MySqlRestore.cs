using System.Globalization;
using System.IO.Compression;
using System.Text;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Backups.Clients;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Databases.MySql.Backups;

/// <summary>
/// Removes all that is there but the lock, and runs the dump. These servers cannot undo that, so before it begins the lock's row says
/// that a restore is under way: until one has come to its end, nothing else is run on what may be half a database.
/// </summary>
internal sealed class MySqlRestore(BackupContext context, string client, bool isMariaDb) : EngineRestore
{
    private readonly RecordTables _tables = context.Tables;
    private bool _hasBegun;

    private string KeptHistory => _tables.Sql.TableName(_tables.Schema, RecordTables.KeptHistoryName);

    public override string StateAfterFailure =>
        _hasBegun
            ? "The database is restored in part only. Every other command refuses to touch it until a restore has come to its end."
            : "Nothing was changed.";

    public override async Task<IReadOnlyList<string>> ReadOtherSessionsAsync(CancellationToken cancellation) =>
        await context.Control.ReadAsync(
            new Query("SELECT CONCAT(user, ' from ', host, ' (session ', id, ')') " + FromOthers),
            row => row.GetString(0),
            cancellation
        );

    public override async Task EndOtherSessionsAsync(CancellationToken cancellation)
    {
        var sessions = await context.Control.ReadAsync(
            new Query("SELECT id " + FromOthers),
            row => row.GetInt64(0),
            cancellation
        );
        foreach (var session in sessions)
            await MySqlHolder.KillAsync(context.Control, session, cancellation);
        while (await ReadOtherSessionsAsync(cancellation) is not [])
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
    }

    public override async Task<Failure?> RestoreAsync(RestoreJob job, CancellationToken cancellation)
    {
        var control = context.Control;
        await control.ExecuteAsync("SET SESSION lock_wait_timeout = 60", cancellation);
        await KeepHistoryAsync(cancellation);
        await job.Lease.CheckAsync(cancellation);
        _hasBegun = true;
        await control.ExecuteAsync(Mark(RecordTables.RestoringFormat), cancellation);
        await ClearAsync(cancellation);
        if (await FeedAsync(job, cancellation) is { } failure)
            return failure;

        await control.ExecuteAsync(_tables.Sql.BeginWrite, cancellation);
        await control.ExecuteAsync(LaterHistory.Copy(KeptHistory, _tables.History, "<=>"), cancellation);
        await control.ExecuteAsync(job.Entry, cancellation);
        await control.ExecuteAsync(Mark(RecordTables.Format), cancellation);
        await control.ExecuteAsync("COMMIT", cancellation);
        await control.ExecuteAsync($"DROP TABLE {KeptHistory}", CancellationToken.None);
        return null;
    }

    private const string FromOthers =
        "FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() AND command <> 'Daemon'";

    private string Mark(int format) =>
        string.Create(CultureInfo.InvariantCulture, $"UPDATE {_tables.Lock} SET format = {format}");

    /// <summary>Copies the history aside, unless a restore that stopped half way has done so and destroyed the original since.</summary>
    private async Task KeepHistoryAsync(CancellationToken cancellation)
    {
        var format = await context.Control.ReadAsync(
            new Query($"SELECT MAX(format) FROM {_tables.Lock}"),
            row => row.GetInt64(0),
            cancellation
        );
        _hasBegun = format[0] == RecordTables.RestoringFormat;
        if (_hasBegun)
            return;
        await context.Control.ExecuteAsync($"DROP TABLE IF EXISTS {KeptHistory}", cancellation);
        await context.Control.ExecuteAsync($"CREATE TABLE {KeptHistory} LIKE {_tables.History}", cancellation);
        await context.Control.ExecuteAsync($"INSERT INTO {KeptHistory} SELECT * FROM {_tables.History}", cancellation);
    }

    private async Task ClearAsync(CancellationToken cancellation)
    {
        var control = context.Control;
        await control.ExecuteAsync("SET SESSION foreign_key_checks = 0", cancellation);
        var objects = await control.ReadAsync(
            new Query(
                "SELECT 1, 'EVENT', event_name FROM information_schema.events WHERE event_schema = DATABASE() "
                    + "UNION ALL SELECT 2, IF(table_type IN ('VIEW', 'SEQUENCE'), table_type, 'TABLE'), table_name FROM information_schema.tables "
                    + $"WHERE table_schema = DATABASE() AND table_name NOT IN ('{RecordTables.LockName}', '{RecordTables.KeptHistoryName}') "
                    + "UNION ALL SELECT 3, routine_type, routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() "
                    + "ORDER BY 1, 2 DESC, 3"
            ),
            row => (Kind: row.GetString(1), Name: row.GetString(2)),
            cancellation
        );
        // The views first: in the other order each would be looked at again for every table.
        foreach (var (kind, name) in objects)
            await control.ExecuteAsync($"DROP {kind} IF EXISTS {control.Sql.Quote(name)}", cancellation);
        await control.ExecuteAsync("SET SESSION foreign_key_checks = 1", cancellation);
    }

    private async Task<Failure?> FeedAsync(RestoreJob job, CancellationToken cancellation)
    {
        using var connection = await MySqlClientConnection.CreateAsync(context, isMariaDb, cancellation);
        var end = await new ClientProgram(client, MySqlClientConnection.Environment).RunAsync(
            [
                connection.Argument,
                "--batch",
                "--binary-mode",
                "--default-character-set=utf8mb4",
                "--max-allowed-packet=1G",
                connection.Database,
            ],
            (output, stop) => output.CopyToAsync(Stream.Null, stop),
            async (input, stop) =>
            {
                // Held as long as the session: should this process be killed, the next run sees that it is still at work.
                var lockName = new MySqlNamedLock(job.LeaseScope).Name;
                var first = $"SET SESSION lock_wait_timeout = 60; DO GET_LOCK('{lockName}', 0);\n";
                await input.WriteAsync(Encoding.UTF8.GetBytes(first), stop);
                await using var file = File.OpenRead(job.Backup.Path);
                await using var dumped = new GZipStream(file, CompressionMode.Decompress);
                await dumped.CopyToAsync(input, stop);
            },
            cancellation
        );
        return end.IsSuccess
            ? null
            : new Failure(FailureKind.BackupFailed, "The backup could not be restored.")
            {
                Details = [.. end.Complaints.Select(context.Errors.Scrub)],
            };
    }
}
