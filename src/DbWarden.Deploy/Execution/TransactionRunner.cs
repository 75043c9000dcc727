using System.Diagnostics;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Execution;

/// <summary>Runs a migration in one transaction: fence, statements, record, commit. Nothing of a failed one remains.</summary>
internal sealed class TransactionRunner(WorkSession session, RecordWriter records, ExecutionLimits limits)
{
    public async Task RunAsync(PlannedMigration migration, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await session.BeginAsync(limits.For(migration.Script!.Directives), cancellation);
            var statements = 0;
            if (migration.Section is { } section)
            {
                var reader = new UnitReader(section);
                while (reader.Read())
                    await session.ExecuteAsync(reader.Statement, cancellation);
                statements = reader.StatementCount;
            }

            await session.CompleteAsync(cancellation);
            object duration = (object?)session.TransactionDuration ?? (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            foreach (var query in records.Done(migration, statements, duration, hasRecord: migration.Record is not null))
                await session.WriteAsync(query, cancellation);
            await session.CommitAsync(cancellation);
        }
        catch
        {
            await session.RollbackAsync();
            throw;
        }
    }
}
