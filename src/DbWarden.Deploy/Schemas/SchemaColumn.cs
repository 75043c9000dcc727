namespace DbWarden.Deploy.Schemas;

/// <summary>A column of a table or view.</summary>
public sealed record SchemaColumn : SchemaItem
{
    public required string Name { get; init; }

    /// <summary>As the engine writes it; empty for a column of SQLite without one.</summary>
    public required string Type { get; init; }

    public required bool IsNullable { get; init; }

    /// <summary>An expression; null where there is none.</summary>
    public string? Default { get; init; }

    /// <summary>The expression that the column is generated from, with <c>stored</c> or <c>virtual</c> behind it.</summary>
    public string? Generated { get; init; }

    /// <summary>How the server hands out values: <c>always</c>, <c>by default</c>, <c>auto_increment</c>, <c>autoincrement</c>.</summary>
    public string? Identity { get; init; }

    /// <summary>Null where it is the type's or the database's own.</summary>
    public string? Collation { get; init; }

    /// <summary>What else the engine knows, such as <c>on update current_timestamp()</c> or <c>storage external</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    public override string Kind => "column";

    public override string Title => ObjectName.Show(Name);

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("name", Name);
        facts.Text("type", Type);
        facts.Flag("nullable", IsNullable);
        facts.Text("default", Default);
        facts.Text("generated", Generated);
        facts.Text("identity", Identity);
        facts.Text("collation", Collation);
        facts.List("options", Options);
        facts.Text("comment", Comment);
    }
}
