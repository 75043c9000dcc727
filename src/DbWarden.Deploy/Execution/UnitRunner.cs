using System.Diagnostics;
using System.Runtime.ExceptionServices;
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
    private readonly UnitBeginnings _beginnings = new(records);

    /// <summary>The journal as a commit that is under way leaves it; null at any other time.</summary>
    private MigrationRecord? _committing;

    /// <summary>The journal before a write of which nothing came back; null at any other time.</summary>
    private (MigrationRecord? Before, MigrationRecord After)? _unseen;

    /// <summary>Whether a unit has begun and is not known to be done.</summary>
    private bool _isRunning;

    /// <summary>How far the migration has come that ran last, also where the server could not be told; null before the first.</summary>
    public MigrationRecord? Record { get; private set; }

    public void Forget() => Record = null;

    /// <summary>The same after the connection broke, now that the server has been asked: a commit may have been under way.</summary>
    public MigrationRecord? Settle(MigrationRecord? found)
    {
        if (_committing is { } committing && IsFound(committing))
            return committing with { State = RecordState.Failed };
        if (_unseen is not { } unseen || (IsFound(unseen.After) && found!.UnitInDoubt == unseen.After.UnitInDoubt))
            return Record;
        return unseen.Before is null ? null : unseen.Before with { State = RecordState.Failed };

        bool IsFound(MigrationRecord journal) =>
            found?.ExecutionId == journal.ExecutionId && found.UnitsDone == journal.UnitsDone;
    }

    public async Task RunAsync(
        PlannedMigration migration,
        SectionSurvey survey,
        SessionOptions options,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        (_committing, _unseen, _isRunning) = (null, null, false);
        _beginnings.Clear();
        _checksum.Take();
        var cursor = new UnitCursor(migration.Section!);
        try
        {
            if (migration.Record is { State: RecordState.Failed or RecordState.Applying })
                await GoOnAsync(migration, survey, cursor, cancellation);
            else
                _beginnings.Begin(migration, survey, cursor);
            while (!cursor.IsAtEnd)
            {
                if (await RunTogetherAsync(cursor, options, cancellation))
                    continue;
                await WriteBeginningAsync(cancellation);
                if (cursor.IsRowUnit)
                    await RunRowsAsync(migration, cursor, options, started, cancellation);
                else
                    await RunStatementsAsync(cursor, cancellation);
            }

            await WriteBeginningAsync(cancellation);
            if (Record!.State == RecordState.Applying)
                await records.ExecuteAsync(Done(migration, cursor, started), CancellationToken.None);
        }
        catch (Exception exception)
        {
            await session.RollbackAsync();
            if (Record is not null)
                Record = Record with
                {
                    State = RecordState.Failed,
                    UnitInDoubt = _isRunning && IsRefused(exception) ? null : Record.UnitInDoubt,
                };
            throw;
        }
    }

    public void Dispose() => _checksum.Dispose();

    private async Task GoOnAsync(
        PlannedMigration migration,
        SectionSurvey survey,
        UnitCursor cursor,
        CancellationToken cancellation
    )
    {
        await session.PrepareAsync(cancellation);
        var (journal, write) = records.BeginUnits(migration, survey.Units, journal => journal, evidence: null);
        await records.WriteAsync(write, cancellation);
        Record = journal;
        Record = await PassAsync(migration, cursor, cancellation);
        if (cursor.IsAtEnd)
            return;
        await session.PrepareRetryAsync(cursor.Statement, cancellation);
        Start(cursor);
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
    private void Start(UnitCursor cursor)
    {
        var starting = UnitBeginnings.Starting(Record!, cursor);
        if (_beginnings.IsBegun(cursor))
            (Record, _isRunning) = (starting, true);
        else
            _beginnings.Begin(cursor, starting);
    }

    private async Task WriteBeginningAsync(CancellationToken cancellation)
    {
        if (_beginnings.Waiting is not { } beginning)
            return;
        await session.PrepareAsync(cancellation);
        await records.WriteAsync(beginning.Write, cancellation);
        (Record, _isRunning) = (beginning.Journal, beginning.Journal.UnitsDone < beginning.Journal.UnitsTotal);
        _beginnings.MarkWritten();
    }

    /// <summary>Lets the journal's write and the units that it begins travel together, where the session can.</summary>
    private async Task<bool> RunTogetherAsync(UnitCursor cursor, SessionOptions options, CancellationToken cancellation)
    {
        if (_beginnings.Waiting is not { Units.Count: > 0 } beginning)
            return false;
        var journal = records.WhileHeld(beginning.Write);
        var count = session.CountTogether(journal, beginning.Units);
        if (count == 0)
            return false;

        var together = new UnitsTogether(journal, cursor.Unit, [.. beginning.Units.Take(count)], options)
        {
            Rows = count == beginning.Units.Count ? _beginnings.RowsBehind(cursor) : null,
        };
        var before = (Record, _isRunning);
        (Record, _isRunning) = (beginning.Journal, true);
        _beginnings.MarkWritten();
        UnitsReached reached;
        try
        {
            reached = await session.RunTogetherAsync(together, cancellation);
        }
        catch
        {
            (Record, _isRunning) = before;
            throw;
        }

        for (var done = 0; done < reached.Done; done++)
        {
            _checksum.Append(cursor.Statement.Bytes.Span);
            var unit = cursor.Unit;
            cursor.Advance();
            Count(cursor, unit);
        }

        if (reached.Failure is not { } failure)
            return true;
        _unseen = reached.IsBegun ? null : (before.Record, beginning.Journal);
        ExceptionDispatchInfo.Throw(failure);
        return true;
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

        Count(cursor, unit);
    }

    private void Count(UnitCursor cursor, int unit)
    {
        (Record, _isRunning) = (Counted(Record!, unit), false);
        if (!cursor.IsAtEnd)
            Start(cursor);
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
        var next = cursor.IsAtEnd ? counted with { State = RecordState.Applied } : UnitBeginnings.Starting(counted, cursor);
        await session.CompleteAsync(cancellation);
        foreach (var query in cursor.IsAtEnd ? Done(migration, cursor, started) : [_beginnings.BeginAfterRows(cursor, next)])
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
        records.Done(migration, Record!, cursor.Unit, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);

    private MigrationRecord Counted(MigrationRecord journal, int unit) =>
        journal with
        {
            UnitsDone = unit,
            UnitChecksums = journal.UnitChecksums + _checksum.Take(),
            UnitInDoubt = null,
        };
}
