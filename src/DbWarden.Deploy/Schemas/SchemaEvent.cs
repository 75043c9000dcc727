namespace DbWarden.Deploy.Schemas;

/// <summary>Something that MySQL or MariaDB runs by the clock.</summary>
public sealed record SchemaEvent : SchemaItem
{
    public required ObjectName Name { get; init; }

    /// <summary>When it runs. The first time is left out: it is the moment of creation unless its author chose one.</summary>
    public required string Schedule { get; init; }

    /// <summary>Such as <c>ENABLED</c>.</summary>
    public required string Status { get; init; }

    public required string Definition { get; init; }

    /// <summary>The statement that creates it, first time included.</summary>
    internal SqlText? Sql { get; init; }

    public override string Kind => "event";

    public override string Title => Name.ToString();

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("name", Name.Name);
        facts.Text("schedule", Schedule);
        facts.Text("status", Status);
        facts.Code("definition", Definition);
        facts.Text("comment", Comment);
    }
}
