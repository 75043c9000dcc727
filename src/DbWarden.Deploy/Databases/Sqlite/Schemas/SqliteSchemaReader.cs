using System.Data.Common;
using DbWarden.Deploy.Schemas;
using Microsoft.Data.Sqlite;

namespace DbWarden.Deploy.Databases.Sqlite.Schemas;

/// <summary>Reads <c>sqlite_schema</c> and the columns' PRAGMA: three queries, whatever is in the database.</summary>
internal static class SqliteSchemaReader
{
    // A table of a virtual table's own making is created with it.
    private const string ObjectsSql = """
        SELECT type, name, tbl_name, sql
        FROM main.sqlite_schema
        WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
          AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow')
        ORDER BY name
        """;

    // A virtual table whose module is not there has no columns to show, and would fail the query.
    private const string ColumnsSql = """
        SELECT object.name, field.name, field.type, field."notnull", field.dflt_value
        FROM main.sqlite_schema AS object, pragma_table_xinfo(object.name, 'main') AS field
        WHERE object.type = 'table' AND object.sql NOT LIKE 'create virtual%'
        ORDER BY object.name, field.cid
        """;

    public static async Task<DatabaseSchema> ReadAsync(DbConnection connection, CancellationToken cancellation)
    {
        // One transaction: what is read belongs together.
        await using var transaction = ((SqliteConnection)connection).BeginTransaction(deferred: true);
        var objects = await connection.ReadAsync(transaction, ObjectsSql, ReadObject, cancellation);
        var columns = await connection.ReadAsync(transaction, ColumnsSql, ReadColumn, cancellation);
        await transaction.CommitAsync(cancellation);
        return Build(
            [.. objects.Where(item => !OwnTables.Contain(item.Table))],
            columns.ToLookup(column => column.Table, StringComparer.Ordinal)
        );
    }

    private static SqliteObject ReadObject(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3).TrimEnd());

    private static SqliteColumn ReadColumn(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3) != 0, row.TextOrNull(4));

    private static DatabaseSchema Build(IReadOnlyList<SqliteObject> objects, ILookup<string, SqliteColumn> columns)
    {
        // SQLite keeps a table's name in an index or trigger as it was typed there.
        var parts = objects.ToLookup(item => item.Table, StringComparer.OrdinalIgnoreCase);
        return new DatabaseSchema
        {
            Engine = "sqlite",
            Tables =
            [
                .. objects.Where(item => item.Type == "table").Select(item => Table(item, columns[item.Name], parts[item.Name])),
            ],
            Views = [.. objects.Where(item => item.Type == "view").Select(item => View(item, parts[item.Name]))],
        };
    }

    private static SchemaTable Table(SqliteObject item, IEnumerable<SqliteColumn> columns, IEnumerable<SqliteObject> parts)
    {
        var isVirtual = item.Sql.StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase);
        var text = isVirtual ? new SqliteTableText([], [], [VirtualOptions(item.Sql)]) : SqliteTableParser.Parse(item.Sql);
        var texts = text
            .Columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        return new SchemaTable
        {
            Name = new ObjectName(null, item.Name),
            Sort = isVirtual ? "virtual table" : "table",
            Options = text.Options,
            Columns = [.. columns.Select(column => Column(column, texts.GetValueOrDefault(column.Name)))],
            Constraints = SchemaConstraint.Sort(text.Constraints),
            Indexes = [.. parts.Where(part => part.Type == "index").Select(Index)],
            Triggers = [.. parts.Where(part => part.Type == "trigger").Select(Trigger)],
            Sql = item.Sql,
        };
    }

    private static SchemaColumn Column(SqliteColumn column, SqliteColumnText? text) =>
        new()
        {
            Name = column.Name,
            Type = column.Type,
            IsNullable = !column.IsNotNull,
            Default = column.Default,
            Generated = text?.Generated,
            Identity = text is { IsAutoIncrement: true } ? "autoincrement" : null,
            Collation = text?.Collation,
            Options = text?.OnNullConflict is { } conflict ? [$"not null {conflict}"] : [],
        };

    private static SchemaIndex Index(SqliteObject item)
    {
        var tokens = SqliteTokenizer.Read(item.Sql);
        return new SchemaIndex
        {
            Name = item.Name,
            IsUnique = tokens.Count > 1 && tokens[1].Is("UNIQUE"),
            Definition = SqliteText.Join(tokens),
            Sql = item.Sql,
        };
    }

    private static SchemaTrigger Trigger(SqliteObject item) =>
        new()
        {
            Name = item.Name,
            Definition = SqliteText.Unquote(item.Sql),
            Sql = new SqlText(item.Sql),
        };

    private static SchemaView View(SqliteObject item, IEnumerable<SqliteObject> parts) =>
        new()
        {
            Name = new ObjectName(null, item.Name),
            Definition = SqliteText.Unquote(item.Sql),
            Triggers = [.. parts.Where(part => part.Type == "trigger").Select(Trigger)],
            Sql = item.Sql,
        };

    private static string VirtualOptions(string sql)
    {
        var tokens = SqliteTokenizer.Read(sql);
        var start = tokens.FindIndex(token => token.Is("USING"));
        return start < 0 ? sql : SqliteText.Join(tokens[start..]);
    }

    private sealed record SqliteObject(string Type, string Name, string Table, string Sql);

    private sealed record SqliteColumn(string Table, string Name, string Type, bool IsNotNull, string? Default);
}
