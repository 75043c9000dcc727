namespace DbWarden.Deploy.Schemas;

/// <summary>An index that is not merely the means of a constraint.</summary>
public sealed record SchemaIndex : SchemaItem
{
    public required string Name { get; init; }

    public required bool IsUnique { get; init; }

    /// <summary>False for one that a failed concurrent build left behind: it is kept up to date and never used.</summary>
    public bool IsValid { get; init; } = true;

    /// <summary>As the engine writes it.</summary>
    public required string Definition { get; init; }

    /// <summary>The statement that creates it, where the table's own does not.</summary>
    internal string? Sql { get; init; }

    public override string Kind => "index";

    public override string Title => ObjectName.Show(Name);

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("name", Name);
        facts.Flag("unique", IsUnique);
        facts.Flag("valid", IsValid);
        facts.Code("definition", Definition);
        facts.Text("comment", Comment);
    }
}
