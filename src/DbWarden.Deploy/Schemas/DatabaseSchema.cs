namespace DbWarden.Deploy.Schemas;

/// <summary>
/// What a live database looks like, in the same words for every engine; what an engine lacks is empty. Everything is sorted by name,
/// except columns, whose order means something. DBWarden's own tables and the system's objects are left out.
/// </summary>
public sealed record DatabaseSchema
{
    /// <summary>The engine's name, such as <c>postgresql</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>The schemas within the database.</summary>
    public IReadOnlyList<SchemaNamespace> Namespaces { get; init; } = [];

    public IReadOnlyList<SchemaExtension> Extensions { get; init; } = [];

    public IReadOnlyList<SchemaType> Types { get; init; } = [];

    public IReadOnlyList<SchemaSequence> Sequences { get; init; } = [];

    public IReadOnlyList<SchemaTable> Tables { get; init; } = [];

    public IReadOnlyList<SchemaView> Views { get; init; } = [];

    /// <summary>Functions, procedures and aggregates.</summary>
    public IReadOnlyList<SchemaRoutine> Routines { get; init; } = [];

    /// <summary>What the server runs by the clock.</summary>
    public IReadOnlyList<SchemaEvent> Events { get; init; } = [];

    /// <summary>Everything, in the order in which it is written.</summary>
    public IReadOnlyList<SchemaGroup> Groups =>
        [
            new("schemas", Namespaces),
            new("extensions", Extensions),
            new("types", Types),
            new("sequences", Sequences),
            new("tables", Tables),
            new("views", Views),
            new("routines", Routines),
            new("events", Events),
        ];

    /// <summary>The part of this schema that is one table or view; null where it has none of that name.</summary>
    /// <param name="name">With or without its schema, as it is written here or as the engine folds it.</param>
    public DatabaseSchema? Only(string name)
    {
        foreach (var comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
        {
            SchemaTable[] tables = [.. Tables.Where(table => table.Name.Matches(name, comparison))];
            SchemaView[] views = [.. Views.Where(view => view.Name.Matches(name, comparison))];
            if (tables.Length + views.Length > 0)
                return new DatabaseSchema
                {
                    Engine = Engine,
                    Tables = tables,
                    Views = views,
                };
        }

        return null;
    }
}
