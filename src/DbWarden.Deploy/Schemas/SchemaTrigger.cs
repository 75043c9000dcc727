namespace DbWarden.Deploy.Schemas;

/// <summary>A trigger on a table or view.</summary>
public sealed record SchemaTrigger : SchemaItem
{
    public required string Name { get; init; }

    /// <summary>The place among triggers of the same moment, where the engine lets one choose it.</summary>
    public long? Order { get; init; }

    /// <summary>When it fires other than always: <c>disabled</c>, <c>replica</c>, <c>always</c>; null for the usual.</summary>
    public string? Firing { get; init; }

    /// <summary>What it does, and when.</summary>
    public required string Definition { get; init; }

    /// <summary>The statement that creates it.</summary>
    internal SqlText? Sql { get; init; }

    public override string Kind => "trigger";

    public override string Title => ObjectName.Show(Name);

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("name", Name);
        if (Order is { } order)
            facts.Number("order", order);
        facts.Text("firing", Firing);
        facts.Code("definition", Definition);
        facts.Text("comment", Comment);
    }
}
