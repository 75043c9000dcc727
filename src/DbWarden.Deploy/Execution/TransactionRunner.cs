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
            var statements = await ExecuteAsync(migration, cancellation);
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

    /// <summary>Runs several migrations in one transaction: all of them take effect with their records, or none does.</summary>
    /// <param name="starting">Told of each migration before its first statement.</param>
    /// <param name="ran">Told of each migration that now only waits for the commit.</param>
    public async Task RunTogetherAsync(
        IReadOnlyList<PlannedMigration> migrations,
        Action<PlannedMigration> starting,
        Action<PlannedMigration> ran,
        CancellationToken cancellation
    )
    {
        try
        {
            foreach (var migration in migrations)
            {
                starting(migration);
                var started = Stopwatch.GetTimestamp();
                if (migration == migrations[0])
                    await session.BeginAsync(limits.For(migration.Script!.Directives), cancellation);
                else
                    await session.ContinueAsync(limits.For(migration.Script!.Directives), cancellation);
                var statements = await ExecuteAsync(migration, cancellation);
                await session.CompleteAsync(cancellation);
                var duration = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                foreach (var query in records.Done(migration, statements, duration, hasRecord: migration.Record is not null))
                    await session.WriteAsync(query, cancellation);
                await session.SendAsync(cancellation);
                ran(migration);
            }

            await session.CommitAsync(cancellation);
        }
        catch
        {
            await session.RollbackAsync();
            throw;
        }
    }

    private async Task<int> ExecuteAsync(PlannedMigration migration, CancellationToken cancellation)
    {
        if (migration.Section is not { } section)
            return 0;
        var reader = new UnitReader(section);
        while (reader.Read())
            await session.ExecuteAsync(reader.Statement, cancellation);
        return reader.StatementCount;
    }
}
