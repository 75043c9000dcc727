using System.Diagnostics;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Records;

/// <summary>What the three tables say of one database. Nothing here writes but <see cref="CreateTablesAsync"/>.</summary>
/// <param name="patience">How long to try again while others keep the tables from being read or created.</param>
internal sealed class RecordStore(
    DatabaseEngine engine,
    DatabaseConnection connection,
    RecordTables tables,
    string database,
    TimeSpan patience,
    CommandHint command
)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(50);

    /// <summary>For what passes in any case, such as two runs that create the tables at once.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _patience = patience > LeastPatience ? patience : LeastPatience;

    private readonly Query _readFormat = new($"SELECT MAX(format) FROM {tables.Lock}");

    public RecordTables Tables { get; } = tables;

    public RecordQueries Queries { get; } = new(tables, database);

    /// <summary>Every migration that the database has a record of; none where the tables do not exist yet.</summary>
    public Task<Result<RecordSet>> ReadAsync(bool withRollbackSql, CancellationToken cancellation) =>
        ReadTablesAsync(
            async () =>
                new RecordSet(
                    await connection.ReadAsync(
                        Queries.ReadRecords(withRollbackSql),
                        row => Queries.ReadRecord(row, withRollbackSql),
                        cancellation
                    ),
                    TablesExist: true
                ),
            new RecordSet([], TablesExist: false),
            cancellation
        );

    /// <summary>The newest entries, oldest first.</summary>
    public Task<Result<IReadOnlyList<HistoryEntry>>> ReadHistoryAsync(int? limit, CancellationToken cancellation) =>
        ReadTablesAsync<IReadOnlyList<HistoryEntry>>(
            async () =>
            {
                var entries = await connection.ReadAsync(Queries.ReadHistory(limit), Queries.ReadEntry, cancellation);
                entries.Reverse();
                return entries;
            },
            [],
            cancellation
        );

    /// <summary>Whether the tables are there, whatever they hold. A failure where only a newer version may touch them.</summary>
    public Task<Result<bool>> FindTablesAsync(CancellationToken cancellation) =>
        ReadTablesAsync(() => Task.FromResult(true), empty: false, cancellation, mayBeHalfRestored: true);

    /// <summary>Creates the tables; another run may be doing the same at this moment.</summary>
    public async Task CreateTablesAsync(CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await engine.CreateTablesAsync(connection, Tables, cancellation);
                return;
            }
            catch (Exception exception)
                when (Stopwatch.GetElapsedTime(started) < _patience
                    && (IsKeptOut(exception) || engine.Explain(exception)?.Kind == ServerErrorKind.AlreadyExists)
                )
            {
                await Task.Delay(RetryPause, cancellation);
            }
        }
    }

    private bool IsKeptOut(Exception exception) =>
        engine.Explain(exception)?.Kind is ServerErrorKind.Contention or ServerErrorKind.NotReady;

    private async Task<Result<T>> ReadTablesAsync<T>(
        Func<Task<T>> read,
        T empty,
        CancellationToken cancellation,
        bool mayBeHalfRestored = false
    )
        where T : notnull
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                var format = await connection.ReadAsync(_readFormat, row => row.IsDBNull(0) ? 0 : row.GetInt64(0), cancellation);
                if (format[0] == RecordTables.RestoringFormat && !mayBeHalfRestored)
                    return HalfRestored();
                if (format[0] is > RecordTables.Format and not RecordTables.RestoringFormat)
                    return NewerFormat(format[0]);
                return await read();
            }
            catch (Exception exception) when (engine.Explain(exception)?.Kind == ServerErrorKind.MissingTable)
            {
                return empty;
            }
            catch (Exception exception) when (IsKeptOut(exception))
            {
                if (Stopwatch.GetElapsedTime(started) >= _patience)
                    return KeptOut(engine.Explain(exception)!);
                await Task.Delay(RetryPause, cancellation);
            }
        }
    }

    private Failure KeptOut(ServerError error) =>
        new(
            FailureKind.Locked,
            "The records cannot be read, because something else that is at work on the database keeps all others out."
        )
        {
            Details = error.Code is { } code ? [code] : [],
            State = "Nothing was changed by this run.",
            Next =
            [
                FormattableString.Invariant(
                    $"Try again when it has ended; it was tried for {_patience.TotalSeconds:0} s (--lock-wait)."
                ),
            ],
        };

    private Failure HalfRestored() =>
        new(FailureKind.Refused, "A restore of this database is under way, or has stopped half way.")
        {
            State = "What is there is only a part of the backup, or nothing at all.",
            Next =
            [
                "See whether it is still at work: " + command.For("lock-status"),
                "Restore again, the same backup or another one: " + command.For("restore FILE"),
            ],
        };

    private Failure NewerFormat(long format) =>
        new(
            FailureKind.Usage,
            FormattableString.Invariant(
                $"A newer DBWarden has worked on this database: its records have format {format}, and this version knows format {RecordTables.Format}."
            )
        )
        {
            Details = [$"Table: {Tables.Lock}"],
            State = "Nothing was changed.",
            Next = ["Use the version that the newer release was deployed with, or a later one: dotnet tool update dbwarden"],
        };
}

/// <summary>The records of one database.</summary>
/// <param name="TablesExist">Whether the tables are there.</param>
internal sealed record RecordSet(IReadOnlyList<MigrationRecord> Records, bool TablesExist);
