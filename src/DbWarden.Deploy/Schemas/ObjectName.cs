using System.Globalization;

namespace DbWarden.Deploy.Schemas;

/// <summary>The name of something in a database.</summary>
/// <param name="Schema">The schema it lies in; null for an engine without schemas.</param>
/// <param name="Name">As the catalog has it, without quotes.</param>
public sealed record ObjectName(string? Schema, string Name) : IComparable<ObjectName>
{
    public static bool operator <(ObjectName left, ObjectName right) => left.CompareTo(right) < 0;

    public static bool operator >(ObjectName left, ObjectName right) => left.CompareTo(right) > 0;

    public static bool operator <=(ObjectName left, ObjectName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ObjectName left, ObjectName right) => left.CompareTo(right) >= 0;

    /// <summary>A name as it is shown: in double quotes where it could be misread without.</summary>
    public static string Show(string name) =>
        IsPlain(name) ? name : '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    public int CompareTo(ObjectName? other)
    {
        var schemas = string.CompareOrdinal(Schema, other?.Schema);
        return schemas != 0 ? schemas : string.CompareOrdinal(Name, other?.Name);
    }

    public override string ToString() => Schema is null ? Show(Name) : Show(Schema) + "." + Show(Name);

    internal bool Matches(string text, StringComparison comparison) =>
        text.Equals(Name, comparison) || text.Equals(ToString(), comparison) || text.Equals($"{Schema}.{Name}", comparison);

    private static bool IsPlain(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(character => character is '_' or '$' || char.IsLetterOrDigit(character) || IsMark(character));

    // A letter may be written with marks of its own, and letters beyond the basic plane come in two halves.
    private static bool IsMark(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.Surrogate;
}
