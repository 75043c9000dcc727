namespace DbWarden.Deploy.Schemas;

/// <summary>What else PostgreSQL attaches to a table: a row-security policy, a rewrite rule, extended statistics.</summary>
public sealed record SchemaRule(string Kind) : SchemaItem
{
    public const string Policy = "policy";
    public const string Rewrite = "rule";
    public const string Statistics = "statistics";

    public required string Name { get; init; }

    public override string Kind { get; } = Kind;

    public override string Title => ObjectName.Show(Name);

    public required string Definition { get; init; }

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("name", Name);
        facts.Text("kind", Kind);
        facts.Code("definition", Definition);
        facts.Text("comment", Comment);
    }
}
