namespace DbWarden.Deploy.Schemas;

/// <summary>A view, materialized or not.</summary>
public sealed record SchemaView : SchemaItem
{
    public required ObjectName Name { get; init; }

    public bool IsMaterialized { get; init; }

    /// <summary>Such as <c>security_barrier=true</c> or <c>check option cascaded</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>In the view's own order; empty where the engine would have to run the query to know them.</summary>
    public IReadOnlyList<SchemaColumn> Columns { get; init; } = [];

    /// <summary>The query, as the engine writes it.</summary>
    public required string Definition { get; init; }

    public IReadOnlyList<SchemaIndex> Indexes { get; init; } = [];

    public IReadOnlyList<SchemaTrigger> Triggers { get; init; } = [];

    public IReadOnlyList<SchemaRule> Rules { get; init; } = [];

    /// <summary>The statement that creates it; null where the engine has none to show.</summary>
    internal string? Sql { get; init; }

    /// <inheritdoc cref="SchemaTable.CreationOrder"/>
    internal long CreationOrder { get; init; }

    public override string Kind => IsMaterialized ? "materialized view" : "view";

    public override string Role => "view";

    public override string Title => Name.ToString();

    public override IReadOnlyList<SchemaGroup> Groups =>
        [new("columns", Columns), new("indexes", Indexes), new("triggers", Triggers), new("rules", Rules)];

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("schema", Name.Schema);
        facts.Text("name", Name.Name);
        facts.Flag("materialized", IsMaterialized);
        facts.List("options", Options);
        facts.Code("definition", Definition);
        facts.Text("comment", Comment);
    }
}
