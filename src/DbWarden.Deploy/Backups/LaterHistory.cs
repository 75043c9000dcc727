using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Backups;

/// <summary>Keeps the history of what happened after a backup.</summary>
internal static class LaterHistory
{
    private static readonly string[] Columns =
    [
        .. RecordTables.HistoryColumns.Select(column => column.Name).Where(name => name != "number"),
    ];

    /// <summary>What makes a row of the history the same as another one; numbers may be given again.</summary>
    private static readonly string[] Key = ["database_name", "execution_id", "operation", "identity", "outcome", "happened_at"];

    /// <summary>A statement that adds to one history table the rows of another that it does not have, behind its own.</summary>
    /// <param name="equals">How two values are compared of which both may be null.</param>
    public static string Copy(string from, string to, string equals)
    {
        var columns = string.Join(", ", Columns);
        var same = string.Join(" AND ", Key.Select(column => $"restored.{column} {equals} later.{column}"));
        return $"INSERT INTO {to} ({columns}) SELECT {columns} FROM {from} later WHERE NOT EXISTS (SELECT 1 FROM {to} restored WHERE {same}) ORDER BY number";
    }
}
