using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.PostgreSql.Schemas;

internal static class PostgreSqlComments
{
    public static IEnumerable<string> Of(DatabaseSchema schema) =>
        schema
            .Namespaces.Select(item => On("SCHEMA", PostgreSqlScript.Quote(item.Name), item.Comment))
            .Concat(
                schema.Types.Select(item =>
                    On(item.Kind == SchemaType.Domain ? "DOMAIN" : "TYPE", PostgreSqlScript.Quote(item.Name), item.Comment)
                )
            )
            .Concat(schema.Sequences.Select(item => On("SEQUENCE", PostgreSqlScript.Quote(item.Name), item.Comment)))
            .Concat(
                schema.Routines.Select(item =>
                    On(RoutineWord(item), $"{PostgreSqlScript.Quote(item.Name)}({Arguments(item)})", item.Comment)
                )
            )
            .Concat(schema.Tables.SelectMany(OfTable))
            .Concat(schema.Views.SelectMany(OfView))
            .OfType<string>();

    private static IEnumerable<string?> OfTable(SchemaTable table)
    {
        var name = PostgreSqlScript.Quote(table.Name);
        return new[] { On(table.Kind == "foreign table" ? "FOREIGN TABLE" : "TABLE", name, table.Comment) }
            .Concat(OfColumns(name, table.Columns))
            .Concat(
                table.Constraints.Select(item =>
                    On("CONSTRAINT", $"{PostgreSqlScript.Quote(item.Name!)} ON {name}", item.Comment)
                )
            )
            .Concat(OfIndexes(table.Name, table.Indexes))
            .Concat(OfTriggers(name, table.Triggers))
            .Concat(OfRules(table.Name, table.Rules));
    }

    private static IEnumerable<string?> OfView(SchemaView view)
    {
        var name = PostgreSqlScript.Quote(view.Name);
        return new[] { On(view.Kind.ToUpperInvariant(), name, view.Comment) }
            .Concat(OfColumns(name, view.Columns))
            .Concat(OfIndexes(view.Name, view.Indexes))
            .Concat(OfTriggers(name, view.Triggers))
            .Concat(OfRules(view.Name, view.Rules));
    }

    private static IEnumerable<string?> OfColumns(string table, IReadOnlyList<SchemaColumn> columns) =>
        columns.Select(item => On("COLUMN", $"{table}.{PostgreSqlScript.Quote(item.Name)}", item.Comment));

    // An index lies in its table's schema.
    private static IEnumerable<string?> OfIndexes(ObjectName table, IReadOnlyList<SchemaIndex> indexes) =>
        indexes.Select(item => On("INDEX", PostgreSqlScript.Quote(table with { Name = item.Name }), item.Comment));

    private static IEnumerable<string?> OfTriggers(string table, IReadOnlyList<SchemaTrigger> triggers) =>
        triggers.Select(item => On("TRIGGER", $"{PostgreSqlScript.Quote(item.Name)} ON {table}", item.Comment));

    private static IEnumerable<string?> OfRules(ObjectName table, IReadOnlyList<SchemaRule> rules) =>
        rules.Select(item =>
            item.Kind == SchemaRule.Statistics
                ? On("STATISTICS", PostgreSqlScript.Quote(table with { Name = item.Name }), item.Comment)
                : On(
                    item.Kind.ToUpperInvariant(),
                    $"{PostgreSqlScript.Quote(item.Name)} ON {PostgreSqlScript.Quote(table)}",
                    item.Comment
                )
        );

    private static string RoutineWord(SchemaRoutine routine) =>
        routine.Kind switch
        {
            "procedure" => "PROCEDURE",
            "aggregate" => "AGGREGATE",
            _ => "FUNCTION",
        };

    private static string Arguments(SchemaRoutine routine) =>
        routine is { Kind: "aggregate", Signature: "" } ? "*" : routine.Signature!;

    private static string? On(string kind, string name, string? comment) =>
        comment is null ? null : $"COMMENT ON {kind} {name} IS {PostgreSqlTypeSql.Literal(comment)}";
}
