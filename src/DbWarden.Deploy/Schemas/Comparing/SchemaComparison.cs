namespace DbWarden.Deploy.Schemas.Comparing;

/// <summary>How a schema that was found differs from the one that was expected.</summary>
/// <param name="Differences">In the order in which schemas are written: types before tables, a table's columns before its indexes.</param>
/// <param name="Notes">What differs and means nothing, such as a column that only moved to the end.</param>
public sealed record SchemaComparison(IReadOnlyList<SchemaDifference> Differences, IReadOnlyList<SchemaNote> Notes)
{
    public bool IsMatch => Differences.Count == 0;

    /// <summary>Leaves out what the other comparison names as well, however it differs there.</summary>
    internal SchemaComparison Without(SchemaComparison other)
    {
        var named = other.Differences.Select(difference => (difference.Owner, difference.Name)).ToHashSet();
        return this with
        {
            Differences = [.. Differences.Where(difference => !named.Contains((difference.Owner, difference.Name)))],
        };
    }
}

public enum DifferenceKind
{
    /// <summary>Found, and not expected.</summary>
    Added,

    /// <summary>Expected, and not found.</summary>
    Missing,

    Changed,
}

/// <summary>One object, or one part of an object, that differs.</summary>
/// <param name="Owner">The table or view that it is part of, with its kind; null for an object that stands by itself.</param>
/// <param name="Name">What differs, with its kind: <c>column note</c>.</param>
public sealed record SchemaDifference(DifferenceKind Kind, string? Owner, string Name)
{
    /// <summary>What was added or is missing, on a line; null where the name says it all.</summary>
    public string? Summary { get; init; }

    /// <summary>What changed about it; empty unless it changed.</summary>
    public IReadOnlyList<FactChange> Changes { get; init; } = [];

    public override string ToString() => Owner is null ? Name : $"{Name} of {Owner}";
}

/// <summary>A fact with both its sides. Null where it does not apply on that side.</summary>
/// <param name="Fact">Its name, as in the JSON form.</param>
/// <param name="IsCode">Whether the texts may have many lines.</param>
public sealed record FactChange(string Fact, string? Expected, string? Actual, bool IsCode);

/// <summary>Something that is no difference, and that a reader may still want to know.</summary>
public sealed record SchemaNote(string Owner, string Text);
