using System.Globalization;
using System.Text;
using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.MySql.Schemas;

/// <summary>Writes the schema as a script for the <c>mariadb</c> or <c>mysql</c> client.</summary>
internal sealed class MySqlScript
{
    private readonly StringBuilder _text = new();

    public string Write(DatabaseSchema schema)
    {
        _text.Append("-- Left out: definers and privileges, and how far AUTO_INCREMENT and sequences have come.\n");
        _text.Append("SET NAMES utf8mb4;\nSET SESSION sql_mode = '';\n");
        // Tables come in the order of their names, and may point at later ones.
        _text.Append("SET SESSION foreign_key_checks = 0;\n");
        foreach (
            var statement in schema.Sequences.Select(sequence => sequence.Sql).Concat(schema.Tables.Select(table => table.Sql))
        )
            _text.Append('\n').Append(statement).Append(";\n");
        // A view may call a function, and is checked when it is created.
        foreach (var routine in schema.Routines)
            WriteProgram(routine.Sql!);
        foreach (var view in ByDependency(schema.Views))
            _text.Append('\n').Append(view.Sql).Append(";\n");
        foreach (var trigger in schema.Tables.SelectMany(table => table.Triggers.OrderBy(trigger => trigger.Order)))
            WriteProgram(trigger.Sql!);
        foreach (var item in schema.Events)
            WriteProgram(item.Sql!);
        _text.Append("\nSET SESSION sql_mode = DEFAULT;\nSET SESSION foreign_key_checks = DEFAULT;\n");
        return _text.ToString();
    }

    /// <summary>A statement that may hold semicolons, and means what it meant only under its own <c>sql_mode</c>.</summary>
    private void WriteProgram(SqlText sql)
    {
        _text.Append(CultureInfo.InvariantCulture, $"\nSET SESSION sql_mode = {MySqlText.Literal(sql.SqlMode!)};\n");
        _text.Append("DELIMITER ;;\n").Append(sql.Statement).Append(" ;;\nDELIMITER ;\n");
    }

    /// <summary>Views after the views that they are made from.</summary>
    private static List<SchemaView> ByDependency(IReadOnlyList<SchemaView> views)
    {
        var ordered = new List<SchemaView>();
        var seen = new HashSet<SchemaView>(ReferenceEqualityComparer.Instance);
        foreach (var view in views)
            Add(view);
        return ordered;

        void Add(SchemaView view)
        {
            if (!seen.Add(view))
                return;
            foreach (
                var other in views.Where(other =>
                    view.Definition.Contains(MySqlText.Quote(other.Name.Name), StringComparison.Ordinal)
                )
            )
                Add(other);
            ordered.Add(view);
        }
    }
}
