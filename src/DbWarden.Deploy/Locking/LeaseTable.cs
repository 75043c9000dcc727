using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Locking;

/// <summary>Reads and changes the lease's row. Every change of its holder is one transaction in which the row is locked and judged first.</summary>
internal sealed class LeaseTable(DatabaseEngine engine, DatabaseConnection connection, LeaseQueries queries)
{
    /// <summary>Null where there is no row yet.</summary>
    public async Task<LeaseRow?> ReadAsync(CancellationToken cancellation) => await ReadAsync(queries.Read, cancellation);

    /// <summary>
    /// Locks the row, asks <paramref name="judge"/> what is to be written, and writes it. Null from the judge changes nothing.
    /// </summary>
    /// <returns>The row as it was met, and whether it was changed.</returns>
    public async Task<(LeaseRow Row, bool Changed)> ChangeAsync(
        Func<LeaseRow, Task<IReadOnlyList<Query>?>> judge,
        CancellationToken cancellation
    )
    {
        await connection.BeginWriteAsync(cancellation);
        try
        {
            var row = await ReadAsync(queries.ReadForUpdate, cancellation);
            if (row is null)
            {
                await connection.ExecuteAsync(queries.InsertFree, cancellation);
                row = (await ReadAsync(queries.ReadForUpdate, cancellation))!;
            }

            var writes = await judge(row) ?? [];
            foreach (var query in writes)
                await connection.ExecuteAsync(query, cancellation);
            await connection.CommitAsync();
            return (row, writes.Count > 0);
        }
        catch
        {
            await UndoAsync();
            throw;
        }
    }

    private async Task UndoAsync()
    {
        try
        {
            await connection.RollbackAsync();
        }
        catch (Exception exception) when (engine.Explain(exception) is not null)
        {
            // The transaction is gone already; what ended it is on its way to the caller.
        }
    }

    private async Task<LeaseRow?> ReadAsync(Query query, CancellationToken cancellation)
    {
        var rows = await connection.ReadAsync(query, queries.ReadRow, cancellation);
        return rows is [var row] ? row : null;
    }
}
