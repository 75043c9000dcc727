namespace DbWarden.Deploy.Schemas;

/// <summary>What PostgreSQL calls a schema: a namespace for the objects of a database.</summary>
public sealed record SchemaNamespace : SchemaItem
{
    public required string Name { get; init; }

    public override string Kind => "schema";

    public override string Title => ObjectName.Show(Name);

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("name", Name);
        facts.Text("comment", Comment);
    }
}
