using System.Diagnostics;
using System.Text;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Execution;

/// <summary>
/// Runs a migration unit by unit, with a journal that says at every moment what has been done: "k done, k + 1 starting" is one write,
/// and a unit that is a transaction of ours is counted by that same transaction.
/// </summary>
internal sealed class UnitRunner(WorkSession session, RecordWriter records, DatabaseEngine engine, GivingWay givingWay)
    : IDisposable
{
    private readonly UnitChecksum _checksum = new();

    /// <summary>The last unit that the journal's last write has begun.</summary>
    private int _begunUntil;

    /// <summary>The last unit of which the catalog tells, among those that this write has begun; 0 for none.</summary>
    private int _toldUntil;

    /// <summary>The journal as a commit that is under way leaves it; null at any other time.</summary>
    private MigrationRecord? _committing;

    /// <summary>Whether a unit has begun and is not known to be done.</summary>
    private bool _isRunning;

    /// <summary>How far the migration has come that ran last, also where the server could not be told; null before the first.</summary>
    public MigrationRecord? Record { get; private set; }

    public void Forget() => Record = null;

    /// <summary>The same after the connection broke, now that the server has been asked: a commit may have been under way.</summary>
    public MigrationRecord? Settle(MigrationRecord? found) =>
        _committing is { } committing && found?.ExecutionId == committing.ExecutionId && found.UnitsDone == committing.UnitsDone
            ? committing with
            {
                State = RecordState.Failed,
            }
            : Record;

    public async Task RunAsync(
        PlannedMigration migration,
        SectionSurvey survey,
        SessionOptions options,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        (_committing, _isRunning, _begunUntil, _toldUntil) = (null, false, 0, 0);
        _checksum.Take();
        var cursor = new UnitCursor(migration.Section!);
        var resumes = migration.Record is { State: RecordState.Failed or RecordState.Applying };
        Record = await BeginAsync(migration, survey, resumes ? null : cursor, cancellation);
        try
        {
            if (resumes)
                await GoOnAsync(migration, cursor, cancellation);
            while (!cursor.IsAtEnd)
            {
                if (cursor.IsRowUnit)
                    await RunRowsAsync(migration, cursor, options, started, cancellation);
                else
                    await RunStatementsAsync(cursor, cancellation);
            }

            if (Record.State == RecordState.Applying)
                await records.ExecuteAsync(Done(migration, cursor, started), CancellationToken.None);
        }
        catch (Exception exception)
        {
            await session.RollbackAsync();
            Record = Record with
            {
                State = RecordState.Failed,
                UnitInDoubt = _isRunning && IsRefused(exception) ? null : Record.UnitInDoubt,
            };
            throw;
        }
    }

    public void Dispose() => _checksum.Dispose();

    /// <param name="first">Stands before the unit that starts at once; null if others have to be passed first.</param>
    private async Task<MigrationRecord> BeginAsync(
        PlannedMigration migration,
        SectionSurvey survey,
        UnitCursor? first,
        CancellationToken cancellation
    )
    {
        if (first is null or { IsAtEnd: true })
            return await records.BeginUnitsAsync(migration, survey.Units, journal => journal, evidence: null, cancellation);
        var journal = await records.BeginUnitsAsync(
            migration,
            survey.Units,
            journal => Starting(journal, first),
            Begin(first),
            cancellation
        );
        _isRunning = true;
        return journal;
    }

    private async Task GoOnAsync(PlannedMigration migration, UnitCursor cursor, CancellationToken cancellation)
    {
        Record = await PassAsync(migration, cursor, cancellation);
        if (cursor.IsAtEnd)
            return;
        await session.PrepareRetryAsync(cursor.Statement, cancellation);
        await StartAsync(cursor, cancellation);
    }

    /// <summary>Passes over the units that an earlier run has done; what they set up in their session is set up again.</summary>
    /// <returns>The journal of those units.</returns>
    private async Task<MigrationRecord> PassAsync(PlannedMigration migration, UnitCursor cursor, CancellationToken cancellation)
    {
        var first = migration.FirstUnit;
        var passed = new StringBuilder();
        while (!cursor.IsAtEnd)
        {
            var unit = cursor.Unit;
            var isInDoubt = unit == first && unit < migration.FirstUnit + migration.UnitsInDoubt;
            if (isInDoubt && await TookEffectAsync(cursor.Statement, cancellation))
                first = unit + 1;
            if (unit >= first)
                break;
            _checksum.Append(cursor.Statement.Bytes.Span);
            if (UnitReplay.IsRepeated(cursor.Statement))
                await session.ExecuteAloneAsync(cursor.Statement, cancellation);
            cursor.Advance();
            if (cursor.IsAtEnd || cursor.Unit > unit)
                passed.Append(_checksum.Take());
        }

        return Record! with
        {
            UnitsDone = cursor.IsAtEnd ? cursor.Unit : cursor.Unit - 1,
            UnitChecksums = passed.Length == 0 ? null : passed.ToString(),
            UnitInDoubt = null,
            UnitEvidence = null,
        };
    }

    /// <summary>A unit with evidence is one statement; the catalog tells whether it took effect before its run ended.</summary>
    private async Task<bool> TookEffectAsync(ScriptStatement statement, CancellationToken cancellation) =>
        UnitEvidence.Missing(statement, records.Sql) is { } missing && !await records.AskAsync(missing, cancellation);

    /// <summary>Says that what has been done is done, and that the next unit starts, unless the journal and the catalog together say so already.</summary>
    private async Task StartAsync(UnitCursor cursor, CancellationToken cancellation)
    {
        var starting = Starting(Record!, cursor);
        if (!IsBegun(cursor))
            await records.WriteProgressAsync(starting, Begin(cursor), cancellation);
        (Record, _isRunning) = (starting, true);
    }

    /// <summary>Rows come with their own count; before it is there, the catalog tells that what came before them is done.</summary>
    private bool IsBegun(UnitCursor cursor) =>
        cursor.Unit <= _begunUntil || (records.Sql.NotesUnitsTogether && cursor.IsRowUnit && cursor.Unit == _toldUntil + 1);

    /// <summary>What the write that begins the next unit notes of it, and of those that it begins as well.</summary>
    private FormattableString? Begin(UnitCursor cursor)
    {
        var units = UnitsBegun.From(cursor, records.Sql);
        _begunUntil = cursor.Unit + Math.Max(units.Count, 1) - 1;
        _toldUntil = units.Count == 0 ? 0 : _begunUntil;
        return UnitEvidence.Of(units, records.Sql);
    }

    private async Task RunStatementsAsync(UnitCursor cursor, CancellationToken cancellation)
    {
        await session.FenceAsync(cancellation);
        var unit = cursor.Unit;
        while (!cursor.IsAtEnd && cursor.Unit == unit)
        {
            _checksum.Append(cursor.Statement.Bytes.Span);
            await session.ExecuteAloneAsync(cursor.Statement, cancellation);
            cursor.Advance();
        }

        (Record, _isRunning) = (Counted(Record!, unit), false);
        if (!cursor.IsAtEnd)
            await StartAsync(cursor, cancellation);
    }

    /// <summary>A transaction that failed over a lock has left nothing, and is run again from its first statement.</summary>
    private Task RunRowsAsync(
        PlannedMigration migration,
        UnitCursor cursor,
        SessionOptions options,
        long started,
        CancellationToken cancellation
    )
    {
        var unit = cursor.Unit;
        return givingWay.RunAsync(migration, options.LockTimeout ?? TimeSpan.Zero, AttemptAsync, cancellation);

        async Task AttemptAsync()
        {
            try
            {
                await RunTransactionAsync(migration, cursor, options, started, cancellation);
            }
            catch
            {
                await session.RollbackAsync();
                _checksum.Take();
                cursor.Rewind(unit);
                throw;
            }
        }
    }

    private async Task RunTransactionAsync(
        PlannedMigration migration,
        UnitCursor cursor,
        SessionOptions options,
        long started,
        CancellationToken cancellation
    )
    {
        var unit = cursor.Unit;
        await session.BeginAsync(options, cancellation);
        while (!cursor.IsAtEnd && cursor.Unit == unit)
        {
            _checksum.Append(cursor.Statement.Bytes.Span);
            await session.ExecuteAsync(cursor.Statement, cancellation);
            cursor.Advance();
        }

        var counted = Counted(Record!, unit);
        var next = cursor.IsAtEnd ? counted with { State = RecordState.Applied } : Starting(counted, cursor);
        await session.CompleteAsync(cancellation);
        foreach (var query in cursor.IsAtEnd ? Done(migration, cursor, started) : [Progress(next, cursor)])
            await session.WriteAsync(query, cancellation);
        _committing = counted;
        await session.CommitAsync(cancellation);
        (_committing, Record, _isRunning) = (null, next, !cursor.IsAtEnd);
    }

    /// <summary>Whether the server answered that the unit did not happen, which is more than that it is not known.</summary>
    private bool IsRefused(Exception exception) =>
        engine.Explain(exception)?.Kind is not (null or ServerErrorKind.ConnectionLost or ServerErrorKind.Cancelled)
        && (exception as StatementFailedException)?.Statement is { } statement
        && !session.MayHaveHalfFailed(statement);

    private IReadOnlyList<Query> Done(PlannedMigration migration, UnitCursor cursor, long started) =>
        records.Done(migration, cursor.Unit, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, hasRecord: true);

    private Query Progress(MigrationRecord journal, UnitCursor cursor) => records.Progress(journal, Begin(cursor));

    private MigrationRecord Counted(MigrationRecord journal, int unit) =>
        journal with
        {
            UnitsDone = unit,
            UnitChecksums = journal.UnitChecksums + _checksum.Take(),
            UnitInDoubt = null,
        };

    /// <summary>A unit that runs in a transaction of ours is counted by it, or did not happen: it is never in doubt.</summary>
    private static MigrationRecord Starting(MigrationRecord journal, UnitCursor cursor) =>
        journal with
        {
            UnitInDoubt = cursor.IsRowUnit ? null : cursor.Unit,
        };
}
