namespace DbWarden.Deploy.Schemas;

/// <summary>A key, a foreign key, or another rule that the rows of a table must follow.</summary>
public sealed record SchemaConstraint(string Kind) : SchemaItem
{
    public const string PrimaryKey = "primary key";
    public const string Unique = "unique";
    public const string ForeignKey = "foreign key";
    public const string Check = "check";
    public const string Exclusion = "exclusion";
    public const string NotNull = "not null";

    private static readonly string[] Order = [PrimaryKey, Unique, Exclusion, ForeignKey, Check, NotNull];

    /// <summary>Null where its author gave it none and neither did the engine.</summary>
    public string? Name { get; init; }

    public override string Kind { get; } = Kind;

    /// <summary>A constraint without a name is known by what it says.</summary>
    public override string Title => Name is null ? Definition : ObjectName.Show(Name);

    /// <summary>The columns it is about; empty where the engine does not say.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>As it would stand in CREATE TABLE, without its name.</summary>
    public required string Definition { get; init; }

    /// <summary>The order in which constraints are shown: keys first, and by name.</summary>
    internal static IReadOnlyList<SchemaConstraint> Sort(IEnumerable<SchemaConstraint> constraints) =>
        [
            .. constraints
                .OrderBy(constraint => Array.IndexOf(Order, constraint.Kind))
                .ThenBy(constraint => constraint.Name ?? "", StringComparer.Ordinal)
                .ThenBy(constraint => constraint.Definition, StringComparer.Ordinal),
        ];

    public override void Describe(IFactVisitor facts)
    {
        facts.Text("name", Name);
        facts.Text("kind", Kind);
        facts.List("columns", Columns);
        facts.Code("definition", Definition);
        facts.Text("comment", Comment);
    }
}
