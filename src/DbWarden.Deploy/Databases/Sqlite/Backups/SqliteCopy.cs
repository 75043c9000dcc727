using System.Diagnostics;
using DbWarden.Deploy.Execution;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DbWarden.Deploy.Databases.Sqlite.Backups;

/// <summary>Copies a whole database into another one, as one transaction of the other.</summary>
internal static class SqliteCopy
{
    private const string Main = "main";
    private const int PagesAtOnce = 4096;
    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="beat">Called now and again.</param>
    /// <param name="patience">How long another program's lock is borne.</param>
    public static async Task RunAsync(
        SqliteConnection source,
        SqliteConnection destination,
        Func<Task> beat,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        var target = destination.Handle!;
        // Disposing of one that is not done undoes it.
        using var backup = raw.sqlite3_backup_init(target, Main, source.Handle!, Main);
        if (backup is null || backup.IsInvalid)
            throw Failure(target, raw.sqlite3_errcode(target));
        var lastBeat = Stopwatch.GetTimestamp();
        var waitingSince = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var result = raw.sqlite3_backup_step(backup, PagesAtOnce);
            if (result == raw.SQLITE_DONE)
                break;
            if (result is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
            {
                if (Stopwatch.GetElapsedTime(waitingSince) > patience)
                    throw Failure(target, result);
                await Task.Delay(Pause, cancellation);
            }
            else if (result == raw.SQLITE_OK)
            {
                waitingSince = Stopwatch.GetTimestamp();
            }
            else
            {
                throw Failure(target, result);
            }

            if (Stopwatch.GetElapsedTime(lastBeat) < BeatInterval)
                continue;
            await beat();
            lastBeat = Stopwatch.GetTimestamp();
        }

        if (raw.sqlite3_backup_finish(backup) is var finished and not raw.SQLITE_OK)
            throw Failure(target, finished);
    }

    private static StatementFailedException Failure(sqlite3 database, int result) =>
        new(
            statement: null,
            SqliteErrors.Explain(result & 0xFF, result, raw.sqlite3_errstr(result).utf8_to_string(), offset: null),
            inner: null
        );
}
