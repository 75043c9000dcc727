namespace DbWarden.Deploy.Schemas;

/// <summary>A sequence that stands by itself; the one behind an identity column is part of that column.</summary>
public sealed record SchemaSequence : SchemaItem
{
    public required ObjectName Name { get; init; }

    /// <summary>Null where the engine has sequences of one type only.</summary>
    public string? Type { get; init; }

    public required long Start { get; init; }

    public required long Increment { get; init; }

    public required long Minimum { get; init; }

    public required long Maximum { get; init; }

    public required long Cache { get; init; }

    public required bool Cycles { get; init; }

    /// <summary>The column that it is dropped with.</summary>
    public string? OwnedBy { get; init; }

    /// <summary>The statement that creates it; null where the engine has none to show.</summary>
    internal string? Sql { get; init; }

    /// <inheritdoc cref="SchemaTable.CreationOrder"/>
    internal long CreationOrder { get; init; }

    public override string Kind => "sequence";

    public override string Title => Name.ToString();

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("schema", Name.Schema);
        facts.Text("name", Name.Name);
        facts.Text("type", Type);
        facts.Number("start", Start);
        facts.Number("increment", Increment);
        facts.Number("minimum", Minimum);
        facts.Number("maximum", Maximum);
        facts.Number("cache", Cache);
        facts.Flag("cycles", Cycles);
        facts.Text("ownedBy", OwnedBy);
        facts.Text("comment", Comment);
    }
}
