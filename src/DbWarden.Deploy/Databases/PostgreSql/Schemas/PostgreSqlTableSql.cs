using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.PostgreSql.Schemas;

/// <summary>Puts a CREATE TABLE together, with what must be said in ALTER TABLE behind it.</summary>
internal static class PostgreSqlTableSql
{
    public static string Create(SchemaTable table)
    {
        var name = PostgreSqlScript.Quote(table.Name);
        var unlogged = table.Options.Contains("unlogged", StringComparer.Ordinal) ? "UNLOGGED " : "";
        var foreign = table.Kind == "foreign table" ? "FOREIGN " : "";
        var partition = Option(table, "partition of ");
        // A partition takes its columns from its parent; the rest of what it says for itself would be repeated.
        var body = partition is null ? $" (\n{string.Join(",\n", Lines(table))}\n)" : $" PARTITION OF {partition}";
        string[] behind =
        [
            Clause(table, "inherits ", parents => $" INHERITS ({parents})"),
            Clause(table, "partition by ", key => $" PARTITION BY {key}"),
            Clause(table, "using ", method => $" USING {method}"),
            Clause(table, "with (", options => $" WITH ({options}"),
            Clause(table, "tablespace ", space => $" TABLESPACE {space}"),
            Clause(table, "server ", server => $" SERVER {server}"),
        ];
        string[] later = [.. Alterations(table, name)];
        return string.Join(";\n\n", [$"CREATE {unlogged}{foreign}TABLE {name}{body}{string.Concat(behind)}", .. later]);
    }

    /// <summary>Keys belong into the table, since views are made of it next; a partition has a parent's body.</summary>
    public static bool StandsInTable(SchemaTable table, SchemaConstraint constraint) =>
        constraint.Kind is not (SchemaConstraint.ForeignKey or SchemaConstraint.NotNull)
        && Option(table, "partition of ") is null;

    private static IEnumerable<string> Lines(SchemaTable table) =>
        table
            .Columns.Select(Column)
            .Concat(
                table
                    .Constraints.Where(constraint => StandsInTable(table, constraint))
                    .Select(constraint =>
                        $"    CONSTRAINT {PostgreSqlScript.Quote(constraint.Name!)} {Validated(constraint.Definition)}"
                    )
            );

    // NOT VALID means nothing for a table without rows, and CREATE TABLE does not take it.
    private static string Validated(string definition) =>
        definition.EndsWith(" NOT VALID", StringComparison.Ordinal) ? definition[..^" NOT VALID".Length] : definition;

    private static string Column(SchemaColumn column)
    {
        var identity = column.Identity?.Split(" (", 2);
        return "    "
            + string.Join(
                ' ',
                new[]
                {
                    PostgreSqlScript.Quote(column.Name),
                    column.Type,
                    column.Collation is null ? "" : $"COLLATE {column.Collation}",
                    column.IsNullable ? "" : "NOT NULL",
                    column.Default is null ? "" : $"DEFAULT {column.Default}",
                    column.Generated is null ? "" : $"GENERATED ALWAYS AS {UpperLastWord(column.Generated)}",
                    identity is null ? "" : $"GENERATED {identity[0].ToUpperInvariant()} AS IDENTITY",
                    identity is [_, var options] ? $"({options}" : "",
                }.Where(word => word.Length > 0)
            );
    }

    private static string UpperLastWord(string generated)
    {
        var last = generated.LastIndexOf(' ');
        return generated[..last] + generated[last..].ToUpperInvariant();
    }

    private static IEnumerable<string> Alterations(SchemaTable table, string name)
    {
        foreach (var option in table.Options)
        {
            var change = option switch
            {
                "row level security" => "ENABLE ROW LEVEL SECURITY",
                "force row level security" => "FORCE ROW LEVEL SECURITY",
                "replica identity full" => "REPLICA IDENTITY FULL",
                "replica identity nothing" => "REPLICA IDENTITY NOTHING",
                _ => null,
            };
            if (change is not null)
                yield return $"ALTER TABLE {name} {change}";
        }

        foreach (var column in table.Columns)
        {
            foreach (var option in column.Options.Where(option => !option.StartsWith("options (", StringComparison.Ordinal)))
                yield return $"ALTER TABLE {name} ALTER COLUMN {PostgreSqlScript.Quote(column.Name)} {ColumnChange(option)}";
        }
    }

    private static string ColumnChange(string option) =>
        option.StartsWith("set (", StringComparison.Ordinal) ? option : $"SET {option}";

    private static string? Option(SchemaTable table, string start) =>
        table.Options.FirstOrDefault(option => option.StartsWith(start, StringComparison.Ordinal))?[start.Length..];

    private static string Clause(SchemaTable table, string start, Func<string, string> write) =>
        Option(table, start) is { } text ? write(text) : "";
}
