using System.Data.Common;
using System.Globalization;
using System.Text;
using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.MySql.Schemas;

/// <summary>Reads the current database in two round trips: what there is, and then how each object is created.</summary>
internal sealed class MySqlSchemaReader(DbConnection connection, CancellationToken cancellation)
{
    private static readonly string[] Queries =
    [
        MySqlCatalog.Session,
        MySqlCatalog.Server,
        MySqlCatalog.Tables,
        MySqlCatalog.Columns,
        MySqlCatalog.Views,
        MySqlCatalog.Triggers,
        MySqlCatalog.Routines,
        MySqlCatalog.Events,
        MySqlCatalog.ColumnChecks,
    ];

    public async Task<DatabaseSchema> ReadAsync()
    {
        await using var command = connection.CreateCommand();
        command.CommandText = string.Join(";\n", Queries);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var server = (await RowsAsync(reader, row => (Version: row.GetString(0), Database: row.TextOrNull(1) ?? "")))[0];
        var isMariaDb = server.Version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
        var relations = await RowsAsync(
            reader,
            row => new Relation(row.GetString(0), row.GetString(1), row.TextOrNull(2) ?? "", row.TextOrNull(3))
        );
        relations.RemoveAll(relation => OwnTables.Contain(relation.Name));
        var columns = (await RowsAsync(reader, MySqlColumn.Read)).ToLookup(column => column.Table, StringComparer.Ordinal);
        var invokers = (await RowsAsync(reader, row => (Name: row.GetString(0), Security: row.GetString(1))))
            .Where(view => view.Security == "INVOKER")
            .Select(view => view.Name)
            .ToHashSet(StringComparer.Ordinal);
        var triggers = (await RowsAsync(reader, ReadTrigger)).ToLookup(
            item => item.Table,
            item => item.Trigger,
            StringComparer.Ordinal
        );
        var routines = await RowsAsync(reader, row => new Routine(row.GetString(0), row.GetString(1), row.GetString(2)));
        var events = await RowsAsync(reader, MySqlEvents.Read);
        var checks = (await RowsAsync(reader, ReadColumnCheck)).ToLookup(
            item => item.Table,
            item => item.Check,
            StringComparer.Ordinal
        );
        await reader.DisposeAsync();

        relations.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        routines.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        var creations = await ReadCreationsAsync(relations, routines, server.Database);
        IReadOnlyList<SchemaColumn> ColumnsOf(Relation relation) =>
            [.. columns[relation.Name].Select(column => column.ToSchema(isMariaDb, server.Database, relation.Collation))];
        return new DatabaseSchema
        {
            Engine = isMariaDb ? "mariadb" : "mysql",
            Sequences =
            [
                .. relations
                    .Where(item => item.IsSequence)
                    .Select(item => MySqlSequences.Parse(item.Name, creations[(item.Name, item.Word)])),
            ],
            Tables =
            [
                .. relations
                    .Where(item => item.IsTable)
                    .Select(item =>
                        Table(item, creations[(item.Name, item.Word)], ColumnsOf(item), checks[item.Name], triggers[item.Name])
                    ),
            ],
            Views =
            [
                .. relations
                    .Where(item => item.IsView)
                    .Select(item => View(item, creations[(item.Name, item.Word)], ColumnsOf(item), invokers.Contains(item.Name))),
            ],
            Routines = [.. routines.Select(item => RoutineOf(item, creations[(item.Name, item.Type)]))],
            Events = [.. events.OrderBy(item => item.Name)],
        };
    }

    private async Task<List<T>> RowsAsync<T>(DbDataReader reader, Func<DbDataReader, T> read)
    {
        var rows = await reader.ReadRowsAsync(read, cancellation);
        await reader.NextResultAsync(cancellation);
        return rows;
    }

    private async Task<Dictionary<(string Name, string Word), string>> ReadCreationsAsync(
        List<Relation> relations,
        List<Routine> routines,
        string database
    )
    {
        (string Name, string Word)[] objects =
        [
            .. relations.Select(item => (item.Name, item.Word)),
            .. routines.Select(item => (item.Name, Word: item.Type)),
        ];
        var creations = new Dictionary<(string Name, string Word), string>(objects.Length);
        if (objects.Length == 0)
            return creations;

        var script = new StringBuilder();
        foreach (var (name, word) in objects)
            script.Append(CultureInfo.InvariantCulture, $"SHOW CREATE {word} {MySqlText.Quote(name)};\n");
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names from the catalog, quoted.
        command.CommandText = script.ToString();
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        foreach (var item in objects)
        {
            // The statement stands in the second column for tables and views, behind the sql_mode for routines.
            var place = item.Word is "FUNCTION" or "PROCEDURE" ? 2 : 1;
            var rows = await RowsAsync(reader, row => row.TextOrNull(place));
            creations.Add(
                item,
                MySqlText.WithoutDatabase(
                    database,
                    MySqlText.WithoutDefiner(rows[0] ?? $"-- the body of {item.Name} is not shown to this user")
                )
            );
        }

        return creations;
    }

    private static (string Table, SchemaTrigger Trigger) ReadTrigger(DbDataReader row)
    {
        var table = row.GetString(0);
        var name = row.GetString(1);
        var definition = $"{row.GetString(2)} {row.GetString(3)} ON {MySqlText.Quote(table)} FOR EACH ROW {row.GetString(5)}";
        var trigger = new SchemaTrigger
        {
            Name = name,
            Order = Convert.ToInt64(row.GetValue(4), CultureInfo.InvariantCulture),
            Definition = definition,
            Sql = new SqlText($"CREATE TRIGGER {MySqlText.Quote(name)} {definition}", row.GetString(6)),
        };
        return (table, trigger);
    }

    private static (string Table, SchemaConstraint Check) ReadColumnCheck(DbDataReader row) =>
        (
            row.GetString(0),
            new SchemaConstraint(SchemaConstraint.Check)
            {
                Columns = [row.GetString(1)],
                Definition = $"CHECK ({row.GetString(2)})",
            }
        );

    private static SchemaTable Table(
        Relation relation,
        string sql,
        IReadOnlyList<SchemaColumn> columns,
        IEnumerable<SchemaConstraint> checks,
        IEnumerable<SchemaTrigger> triggers
    )
    {
        var text = MySqlTableText.Parse(sql);
        return new SchemaTable
        {
            Name = new ObjectName(null, relation.Name),
            Comment = relation.Comment.Length == 0 ? null : relation.Comment,
            Options = text.Options,
            Columns = columns,
            Constraints = SchemaConstraint.Sort(text.Constraints.Concat(checks)),
            Indexes = text.Indexes,
            Triggers = [.. triggers.OrderBy(trigger => trigger.Name, StringComparer.Ordinal)],
            Sql = text.Sql,
        };
    }

    private static SchemaView View(Relation relation, string sql, IReadOnlyList<SchemaColumn> columns, bool isInvoker)
    {
        var head = $"VIEW {MySqlText.Quote(relation.Name)} AS ";
        var query = sql.IndexOf(head, StringComparison.Ordinal);
        return new SchemaView
        {
            Name = new ObjectName(null, relation.Name),
            Options = [.. Options()],
            // What the catalog says beyond the type is said of the columns that the query takes.
            Columns = [.. columns.Select(column => column with { Default = null, Comment = null })],
            Definition = query < 0 ? sql : sql[(query + head.Length)..],
            Sql = sql,
        };

        IEnumerable<string> Options()
        {
            if (isInvoker)
                yield return "sql security invoker";
            if (sql.StartsWith("CREATE ALGORITHM=MERGE ", StringComparison.Ordinal))
                yield return "algorithm merge";
            if (sql.StartsWith("CREATE ALGORITHM=TEMPTABLE ", StringComparison.Ordinal))
                yield return "algorithm temptable";
        }
    }

    private static SchemaRoutine RoutineOf(Routine routine, string sql) =>
        new(routine.Type.ToLowerInvariant())
        {
            Name = new ObjectName(null, routine.Name),
            Definition = sql,
            Sql = new SqlText(sql, routine.SqlMode),
        };

    private sealed record Relation(string Name, string Type, string Comment, string? Collation)
    {
        public bool IsView => Type.EndsWith("VIEW", StringComparison.Ordinal);

        public bool IsSequence => Type == "SEQUENCE";

        public bool IsTable => !IsView && !IsSequence;

        public string Word =>
            IsView ? "VIEW"
            : IsSequence ? "SEQUENCE"
            : "TABLE";
    }

    private sealed record Routine(string Name, string Type, string SqlMode);
}
