using System.Data.Common;

namespace DbWarden.Deploy.Schemas;

internal static class DbConnectionExtensions
{
    /// <summary>Runs a query without parameters and reads its rows.</summary>
    public static async Task<List<T>> ReadAsync<T>(
        this DbConnection connection,
        DbTransaction? transaction,
        string sql,
        Func<DbDataReader, T> read,
        CancellationToken cancellation
    )
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every caller's text is a constant, or names that were quoted by the engine's rules.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadRowsAsync(read, cancellation);
    }

    /// <summary>Reads the rows of the current result.</summary>
    public static async Task<List<T>> ReadRowsAsync<T>(
        this DbDataReader reader,
        Func<DbDataReader, T> read,
        CancellationToken cancellation
    )
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));
        return rows;
    }

    public static string? TextOrNull(this DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}
