namespace DbWarden.Deploy.Schemas;

/// <summary>A function, a procedure or an aggregate.</summary>
public sealed record SchemaRoutine(string Kind) : SchemaItem
{
    public required ObjectName Name { get; init; }

    /// <summary>The arguments that tell it from others of its name; null for an engine that knows no such others.</summary>
    public string? Signature { get; init; }

    /// <summary><c>function</c>, <c>procedure</c>, <c>aggregate</c> or <c>window function</c>.</summary>
    public override string Kind { get; } = Kind;

    public override string Title => Signature is null ? Name.ToString() : $"{Name}({Signature})";

    /// <summary>All of it, as the engine writes it.</summary>
    public required string Definition { get; init; }

    /// <summary>The statement that creates it, where the definition is not one.</summary>
    internal SqlText? Sql { get; init; }

    /// <inheritdoc cref="SchemaTable.CreationOrder"/>
    internal long CreationOrder { get; init; }

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("schema", Name.Schema);
        facts.Text("name", Name.Name);
        facts.Text("kind", Kind);
        facts.Text("signature", Signature);
        facts.Code("definition", Definition);
        facts.Text("comment", Comment);
    }
}
