using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.PostgreSql.Schemas;

/// <summary>A row of <c>pg_class</c>: a table or a view.</summary>
/// <param name="Kind">The catalog's letter.</param>
internal sealed record PostgreSqlRelation(
    long Id,
    ObjectName Name,
    string Kind,
    string? Comment,
    IReadOnlyList<string> Options,
    string? Definition
)
{
    public bool IsView => Kind is "v" or "m";

    public bool IsOurs => OwnTables.Contain(Name.Name);
}

/// <summary>What belongs to tables and views, by their numbers.</summary>
internal sealed record PostgreSqlTableParts
{
    public required ILookup<long, SchemaColumn> Columns { get; init; }

    public required ILookup<long, SchemaConstraint> Constraints { get; init; }

    public required ILookup<long, SchemaIndex> Indexes { get; init; }

    public required ILookup<long, SchemaTrigger> Triggers { get; init; }

    public required ILookup<long, SchemaRule> Rules { get; init; }

    public SchemaTable Table(PostgreSqlRelation relation) =>
        new()
        {
            Name = relation.Name,
            Sort = relation.Kind switch
            {
                "p" => "partitioned table",
                "f" => "foreign table",
                _ => "table",
            },
            Comment = relation.Comment,
            Options = relation.Options,
            Columns = [.. Columns[relation.Id]],
            Constraints = SchemaConstraint.Sort(Constraints[relation.Id]),
            Indexes = [.. Indexes[relation.Id]],
            Triggers = [.. Triggers[relation.Id]],
            Rules = SortedRules(relation),
            CreationOrder = relation.Id,
        };

    public SchemaView View(PostgreSqlRelation relation) =>
        new()
        {
            Name = relation.Name,
            IsMaterialized = relation.Kind == "m",
            Comment = relation.Comment,
            Options = relation.Options,
            Columns = [.. Columns[relation.Id]],
            Definition = relation.Definition ?? "",
            Indexes = [.. Indexes[relation.Id]],
            Triggers = [.. Triggers[relation.Id]],
            Rules = SortedRules(relation),
            CreationOrder = relation.Id,
        };

    private IReadOnlyList<SchemaRule> SortedRules(PostgreSqlRelation relation) =>
        [
            .. Rules[relation.Id]
                .OrderBy(rule => rule.Kind, StringComparer.Ordinal)
                .ThenBy(rule => rule.Name, StringComparer.Ordinal),
        ];
}
