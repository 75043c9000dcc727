using System.Text;
using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.PostgreSql.Schemas;

/// <summary>
/// Writes the schema as statements. The catalog gives no CREATE TABLE, so it is put together from columns and constraints; objects come
/// in the order in which they were created, which is nearly always one in which they can be created again.
/// </summary>
internal sealed class PostgreSqlScript(DatabaseSchema schema)
{
    private readonly StringBuilder _text = new();

    public string Write()
    {
        _text.Append("-- Left out: owners and privileges, roles, event triggers, casts, operators, collations, text search,\n");
        _text.Append(
            "-- publications and subscriptions, foreign data wrappers and servers. For a full copy use pg_dump --schema-only.\n"
        );
        // Bodies may name what is created further down.
        Statement("SET check_function_bodies = off");
        Statement("SET search_path = ''");
        foreach (var item in schema.Namespaces)
            Statement($"CREATE SCHEMA IF NOT EXISTS {Quote(item.Name)}");
        foreach (var item in schema.Extensions)
            Statement($"CREATE EXTENSION IF NOT EXISTS {Quote(item.Name)} WITH SCHEMA {Quote(item.Schema)}");
        foreach (var statement in Creations().OrderBy(item => item.Order).Select(item => item.Statement))
            Statement(statement);
        WriteConstraints();
        WriteParts();
        foreach (var sequence in schema.Sequences.Where(sequence => sequence.OwnedBy is not null))
            Statement($"ALTER SEQUENCE {Quote(sequence.Name)} OWNED BY {sequence.OwnedBy}");
        foreach (var comment in PostgreSqlComments.Of(schema))
            Statement(comment);
        return _text.ToString();
    }

    internal static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    internal static string Quote(ObjectName name) => $"{Quote(name.Schema!)}.{Quote(name.Name)}";

    private void Statement(string sql)
    {
        _text.Append('\n').Append(sql);
        // Views and rules come with their own.
        if (!sql.EndsWith(';'))
            _text.Append(';');
        _text.Append('\n');
    }

    private IEnumerable<(long Order, string Statement)> Creations() =>
        schema
            .Types.Select(type => (type.CreationOrder, PostgreSqlTypeSql.Create(type)))
            .Concat(schema.Sequences.Select(sequence => (sequence.CreationOrder, CreateSequence(sequence))))
            .Concat(schema.Tables.Select(table => (table.CreationOrder, PostgreSqlTableSql.Create(table))))
            .Concat(schema.Views.Select(view => (view.CreationOrder, CreateView(view))))
            .Concat(schema.Routines.Select(routine => (routine.CreationOrder, routine.Definition)));

    private static string CreateSequence(SchemaSequence sequence) =>
        FormattableString.Invariant(
            $"""
            CREATE SEQUENCE {Quote(sequence.Name)} AS {sequence.Type}
                START WITH {sequence.Start} INCREMENT BY {sequence.Increment}
                MINVALUE {sequence.Minimum} MAXVALUE {sequence.Maximum} CACHE {sequence.Cache}{(sequence.Cycles ? " CYCLE" : "")}
            """
        );

    private static string CreateView(SchemaView view)
    {
        var options = view.Options.Where(option => option.StartsWith("with (", StringComparison.Ordinal));
        var words = view.IsMaterialized ? "MATERIALIZED VIEW" : "VIEW";
        var columns = string.Join(", ", view.Columns.Select(column => Quote(column.Name)));
        var query = view.Definition.TrimEnd().TrimEnd(';');
        var noData = view.Options.Contains("with no data", StringComparer.Ordinal) ? "\nWITH NO DATA" : "";
        return $"CREATE {words} {Quote(view.Name)} ({columns}){string.Concat(options.Select(option => " " + option))} AS\n{query}{noData}";
    }

    /// <summary>What does not stand in the table itself: a foreign key may point to a table further down.</summary>
    private void WriteConstraints()
    {
        foreach (var table in schema.Tables)
        {
            foreach (
                var constraint in table.Constraints.Where(constraint => !PostgreSqlTableSql.StandsInTable(table, constraint))
            )
                Statement($"ALTER TABLE {Quote(table.Name)} ADD CONSTRAINT {Quote(constraint.Name!)} {constraint.Definition}");
        }
    }

    private void WriteParts()
    {
        // The catalog writes an index of a partitioned table with ONLY, as a step of an attachment; it would not reach the partitions.
        foreach (var index in schema.Tables.Where(table => table.Kind == "partitioned table").SelectMany(table => table.Indexes))
            Statement(index.Definition.Replace(" ON ONLY ", " ON ", StringComparison.Ordinal));
        foreach (
            var index in schema
                .Tables.Where(table => table.Kind != "partitioned table")
                .SelectMany(table => table.Indexes)
                .Concat(schema.Views.SelectMany(view => view.Indexes))
        )
            Statement(index.Definition);
        foreach (var rule in schema.Tables.SelectMany(table => table.Rules).Concat(schema.Views.SelectMany(view => view.Rules)))
            Statement(rule.Definition);
        foreach (var table in schema.Tables)
            WriteTriggers(table.Name, table.Triggers);
        foreach (var view in schema.Views)
            WriteTriggers(view.Name, view.Triggers);
    }

    private void WriteTriggers(ObjectName table, IReadOnlyList<SchemaTrigger> triggers)
    {
        foreach (var trigger in triggers)
        {
            Statement(trigger.Definition);
            var firing = trigger.Firing switch
            {
                "disabled" => "DISABLE",
                "replica" => "ENABLE REPLICA",
                "always" => "ENABLE ALWAYS",
                _ => null,
            };
            if (firing is not null)
                Statement($"ALTER TABLE {Quote(table)} {firing} TRIGGER {Quote(trigger.Name)}");
        }
    }
}
