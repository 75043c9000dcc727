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
internal sealed class UnitRunner(WorkSession session, RecordWriter records, DatabaseEngine engine)
{
    /// <summary>The journal of the migration that ran last; null before the first.</summary>
    public MigrationRecord? Record { get; private set; }

    public void Forget() => Record = null;

    public async Task RunAsync(PlannedMigration migration, SectionSurvey survey, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var reader = new UnitReader(migration.Section!);
        using var checksum = new UnitChecksum();
        var journal = await records.BeginUnitsAsync(migration, survey.Units, cancellation);
        Record = journal;
        var inTransaction = false;
        var first = migration.FirstUnit;
        var passed = new StringBuilder();
        try
        {
            while (reader.Read())
            {
                if (
                    migration.IsInDoubt
                    && reader.UnitNumber == migration.FirstUnit
                    && await TookEffectAsync(reader.Statement, cancellation)
                )
                    first = migration.FirstUnit + 1;
                if (reader.UnitNumber < first)
                {
                    await PassAsync(reader, checksum, passed, cancellation);
                    continue;
                }

                if (reader.StartsUnit)
                {
                    if (reader.UnitNumber == first)
                    {
                        if (first > 1)
                            journal = journal with { UnitChecksums = passed.Append(checksum.Take()).ToString() };
                        if (migration.Record is { State: RecordState.Failed or RecordState.Applying })
                            await session.PrepareRetryAsync(reader.Statement, cancellation);
                    }

                    journal = Count(journal, reader, checksum, first);
                    await WriteAsync(journal, UnitEvidence.Of(reader.Statement, engine.Sql), inTransaction, cancellation);
                    Record = journal;
                    inTransaction = reader.IsRowUnit;
                    if (inTransaction)
                        await session.BeginAsync(new SessionOptions(), cancellation);
                    else
                        await session.FenceAsync(cancellation);
                }

                checksum.Append(reader.Statement.Bytes.Span);
                if (inTransaction)
                    await session.ExecuteAsync(reader.Statement, cancellation);
                else
                    await session.ExecuteAloneAsync(reader.Statement, cancellation);
            }

            await FinishAsync(migration, reader, inTransaction, Stopwatch.GetElapsedTime(started), cancellation);
        }
        catch (Exception exception)
        {
            await session.RollbackAsync();
            Record = Record with { State = RecordState.Failed, UnitInDoubt = IsRefused(exception) ? null : Record.UnitInDoubt };
            throw;
        }
    }

    /// <summary>Passes over a unit that an earlier run has done; what it set up in its session is set up again.</summary>
    private async Task PassAsync(UnitReader reader, UnitChecksum checksum, StringBuilder passed, CancellationToken cancellation)
    {
        if (reader.StartsUnit && reader.UnitNumber > 1)
            passed.Append(checksum.Take());
        checksum.Append(reader.Statement.Bytes.Span);
        if (UnitReplay.IsRepeated(reader.Statement))
            await session.ExecuteAloneAsync(reader.Statement, cancellation);
    }

    /// <summary>Whether the server answered that the unit did not happen, which is more than that it is not known.</summary>
    private bool IsRefused(Exception exception) =>
        engine.Explain(exception)?.Kind is not (null or ServerErrorKind.ConnectionLost or ServerErrorKind.Cancelled)
        && (exception as StatementFailedException)?.Statement is { } statement
        && !session.MayHaveHalfFailed(statement);

    /// <summary>A unit with evidence is one statement; the catalog tells whether it took effect before its run ended.</summary>
    private async Task<bool> TookEffectAsync(ScriptStatement statement, CancellationToken cancellation) =>
        UnitEvidence.Missing(statement, engine.Sql) is { } missing && !await records.AskAsync(missing, cancellation);

    private async Task WriteAsync(
        MigrationRecord journal,
        FormattableString? evidence,
        bool inTransaction,
        CancellationToken cancellation
    )
    {
        if (inTransaction)
        {
            await session.CompleteAsync(cancellation);
            await session.WriteAsync(records.Progress(journal, evidence), cancellation);
            await session.CommitAsync(cancellation);
        }
        else
        {
            await records.WriteProgressAsync(journal, evidence, cancellation);
        }
    }

    private async Task FinishAsync(
        PlannedMigration migration,
        UnitReader reader,
        bool inTransaction,
        TimeSpan duration,
        CancellationToken cancellation
    )
    {
        var done = records.Done(migration, reader.UnitNumber, (long)duration.TotalMilliseconds, hasRecord: true);
        if (inTransaction)
        {
            await session.CompleteAsync(cancellation);
            foreach (var query in done)
                await session.WriteAsync(query, cancellation);
            await session.CommitAsync(cancellation);
        }
        else
        {
            await records.ExecuteAsync(done, CancellationToken.None);
        }
    }

    private static MigrationRecord Count(MigrationRecord journal, UnitReader reader, UnitChecksum checksum, int firstUnit)
    {
        var done = reader.UnitNumber - 1;
        return journal with
        {
            UnitsDone = done,
            UnitChecksums = reader.UnitNumber == firstUnit ? journal.UnitChecksums : journal.UnitChecksums + checksum.Take(),
            // A unit that runs in a transaction of ours is counted by it, or did not happen.
            UnitInDoubt = reader.IsRowUnit ? null : reader.UnitNumber,
            UnitEvidence = null,
        };
    }
}
