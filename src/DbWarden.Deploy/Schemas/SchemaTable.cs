namespace DbWarden.Deploy.Schemas;

/// <summary>A table with everything that belongs to it.</summary>
public sealed record SchemaTable : SchemaItem
{
    public required ObjectName Name { get; init; }

    /// <summary><c>table</c>, or what sort of table it is: <c>partitioned table</c>, <c>foreign table</c>, <c>virtual table</c>.</summary>
    public string Sort { get; init; } = "table";

    /// <summary>Engine, storage, partitioning and the like, as the engine writes them.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>In the table's own order.</summary>
    public IReadOnlyList<SchemaColumn> Columns { get; init; } = [];

    public IReadOnlyList<SchemaConstraint> Constraints { get; init; } = [];

    public IReadOnlyList<SchemaIndex> Indexes { get; init; } = [];

    public IReadOnlyList<SchemaTrigger> Triggers { get; init; } = [];

    public IReadOnlyList<SchemaRule> Rules { get; init; } = [];

    /// <summary>The statement that creates it; null where the engine has none to show.</summary>
    internal string? Sql { get; init; }

    /// <summary>Grows with each object that the database creates, as far as the engine tells; for scripts.</summary>
    internal long CreationOrder { get; init; }

    public override string Kind => Sort;

    public override string Role => "table";

    public override string Title => Name.ToString();

    public override IReadOnlyList<SchemaGroup> Groups =>
        [
            new("columns", Columns),
            new("constraints", Constraints),
            new("indexes", Indexes),
            new("triggers", Triggers),
            new("rules", Rules),
        ];

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("schema", Name.Schema);
        facts.Text("name", Name.Name);
        facts.Text("kind", Kind);
        facts.List("options", Options);
        facts.Text("comment", Comment);
    }
}
