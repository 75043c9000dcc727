namespace DbWarden.Deploy.Schemas;

/// <summary>A type that users made: an enum, a domain, a composite or a range type.</summary>
public sealed record SchemaType(string Kind) : SchemaItem
{
    public const string Enum = "enum";
    public const string Domain = "domain";
    public const string Composite = "composite type";
    public const string Range = "range type";

    public required ObjectName Name { get; init; }

    public override string Kind { get; } = Kind;

    public override string Role => "type";

    public override string Title => Name.ToString();

    /// <summary>An enum's labels in their order, a composite's attributes, a domain's constraints.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>What a domain or a range is made from.</summary>
    public string? Definition { get; init; }

    /// <inheritdoc cref="SchemaTable.CreationOrder"/>
    internal long CreationOrder { get; init; }

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("schema", Name.Schema);
        facts.Text("name", Name.Name);
        facts.Text("kind", Kind);
        facts.Text("definition", Definition);
        facts.List("members", Members);
        facts.Text("comment", Comment);
    }
}
