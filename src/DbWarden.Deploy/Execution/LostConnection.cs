using System.Data;
using System.Diagnostics;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Execution;

/// <summary>
/// Finds out what became of a migration whose connection broke: a COMMIT that was under way may have taken effect. Connects again
/// where it must, for which a server that was restarted gets some time.
/// </summary>
internal sealed class LostConnection(
    DatabaseEngine engine,
    WorkSession session,
    DatabaseConnection control,
    ServerFacts facts,
    LeaseQueries leaseQueries,
    RecordQueries records,
    LeaseToken lease,
    TimeSpan patience
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AttemptPatience = TimeSpan.FromSeconds(15);

    private readonly LeaseTable _table = new(engine, control, leaseQueries);

    /// <summary>
    /// Whether the migration's record says that this run has done it, null where the server could not be asked; and the record.
    /// </summary>
    public async Task<(bool? IsDone, MigrationRecord? Record)> LookAsync(
        PlannedMigration migration,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            // A network that swallows everything gives no answer; another connection may have another way.
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            attempt.CancelAfter(AttemptPatience);
            try
            {
                if (control.Connection.State != ConnectionState.Open)
                    await control.ReopenAsync(attempt.Token);
                await EndSessionAsync(attempt.Token);
                return await LookOnceAsync(migration, attempt.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException || engine.Explain(exception) is not null)
            {
                if (cancellation.IsCancellationRequested || Stopwatch.GetElapsedTime(started) >= patience)
                    return default;
                if (engine.Explain(exception) is null or { Kind: ServerErrorKind.ConnectionLost })
                    await control.Connection.CloseAsync();
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>A statement that goes on without its connection may still take effect.</summary>
    private async Task EndSessionAsync(CancellationToken cancellation)
    {
        if (await _table.ReadAsync(cancellation) is { } row && row.ExecutionId == lease.ExecutionId && row.Fence == lease.Fence)
            await session.EndOnServerAsync(new HolderInquiry(control, facts, leaseQueries.Scope, row), cancellation);
    }

    /// <summary>The lease's row is locked for the look: it is not to be had before the transaction that broke off has come to its end.</summary>
    private async Task<(bool? IsDone, MigrationRecord? Record)> LookOnceAsync(
        PlannedMigration migration,
        CancellationToken cancellation
    )
    {
        MigrationRecord? record = null;
        await _table.ChangeAsync(
            async _ =>
            {
                var all = await control.ReadAsync(
                    records.ReadRecords(withRollbackSql: false),
                    row => records.ReadRecord(row, withRollbackSql: false),
                    cancellation
                );
                record = all.Find(one => one.Kind == migration.Kind && one.Identity == migration.Identity);
                return null;
            },
            cancellation
        );
        var isDone =
            migration.Direction == Direction.Rollback
                ? record is null
                : record is { State: RecordState.Applied } && record.ExecutionId == lease.ExecutionId;
        return (isDone, record);
    }
}
