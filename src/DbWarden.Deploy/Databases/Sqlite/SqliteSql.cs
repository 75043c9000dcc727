using System.Data.Common;
using System.Globalization;
using DbWarden.Deploy.Execution;

namespace DbWarden.Deploy.Databases.Sqlite;

internal sealed class SqliteSql : EngineSql
{
    public override string Now => "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

    public override string BeginWrite => "BEGIN IMMEDIATE";

    // The one writer's lock covers every row.
    public override string ForUpdate => "";

    public override string KeepLease => "";

    public override string TableOptions => "";

    // One tree of pages to write to instead of two.
    public override string KeyedTableOptions => " WITHOUT ROWID";

    public override FormattableString? IsThere(CatalogStatement statement)
    {
        if (statement is { Kind: "COLUMN", Table: [var table] })
            return $"EXISTS (SELECT 1 FROM pragma_table_xinfo({table.Text}, 'main') WHERE name = {statement.Name[0].Text} COLLATE NOCASE)";
        if (statement.Name.Count > 1 || statement.Kind is not ("TABLE" or "VIEW" or "INDEX" or "TRIGGER"))
            return null;
        return $"EXISTS (SELECT 1 FROM main.sqlite_master WHERE type = {statement.Kind.ToLowerInvariant()} AND name = {statement.Name[0].Text} COLLATE NOCASE)";
    }

    public override string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    public override string Parameter(int number) => string.Create(CultureInfo.InvariantCulture, $"$p{number}");

    public override string ParameterName(int number) => Parameter(number);

    public override string TypeOf(ColumnType type) =>
        // The generated number must be spelled INTEGER: only so is it the row's own number.
        type is ColumnType.Number or ColumnType.GeneratedNumber
            ? "INTEGER"
            : "TEXT";

    public override string SecondsSince(string column) => $"(julianday('now') - julianday({column})) * 86400.0";

    public override DateTimeOffset ReadTimestamp(DbDataReader reader, int ordinal) =>
        DateTimeOffset.Parse(
            reader.GetString(ordinal),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );
}
