namespace DbWarden.Deploy.Schemas;

/// <summary>An extension of PostgreSQL; what it brought along is not listed.</summary>
public sealed record SchemaExtension : SchemaItem
{
    public required string Name { get; init; }

    public required string Schema { get; init; }

    public required string Version { get; init; }

    public override string Kind => "extension";

    public override string Title => ObjectName.Show(Name);

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("name", Name);
        facts.Text("schema", Schema);
        facts.Text("version", Version);
    }
}
