using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.Sqlite.Schemas;

/// <summary>What only the text of a CREATE TABLE says about a column.</summary>
internal sealed record SqliteColumnText(string Name)
{
    public string? Collation { get; init; }

    public string? Generated { get; init; }

    public bool IsAutoIncrement { get; init; }

    /// <summary>What happens when NOT NULL is violated, other than the usual.</summary>
    public string? OnNullConflict { get; init; }
}

/// <summary>What only the text of a CREATE TABLE says.</summary>
/// <param name="Options">Such as <c>STRICT</c>.</param>
internal sealed record SqliteTableText(
    IReadOnlyList<SqliteColumnText> Columns,
    IReadOnlyList<SchemaConstraint> Constraints,
    IReadOnlyList<string> Options
);
