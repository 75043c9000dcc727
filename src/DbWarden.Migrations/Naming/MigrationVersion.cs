namespace DbWarden.Migrations.Naming;

/// <summary>
/// A migration's version: digits in parts that dots separate, compared part by part as numbers of any length, so that
/// <c>0012</c> equals <c>12</c> and <c>2.0</c> equals <c>2</c>.
/// </summary>
public sealed class MigrationVersion : IComparable<MigrationVersion>, IEquatable<MigrationVersion>
{
    private MigrationVersion(string text, string canonical)
    {
        Text = text;
        Canonical = canonical;
    }

    /// <summary>The version as its author wrote it.</summary>
    public string Text { get; }

    /// <summary>The form that records use: no leading zeros, no trailing <c>.0</c>.</summary>
    public string Canonical { get; }

    public static bool operator ==(MigrationVersion? left, MigrationVersion? right) => Equals(left, right);

    public static bool operator !=(MigrationVersion? left, MigrationVersion? right) => !Equals(left, right);

    public static bool operator <(MigrationVersion left, MigrationVersion right) => left.CompareTo(right) < 0;

    public static bool operator <=(MigrationVersion left, MigrationVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >(MigrationVersion left, MigrationVersion right) => left.CompareTo(right) > 0;

    public static bool operator >=(MigrationVersion left, MigrationVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Reads a version, or returns null where <paramref name="text"/> is none.</summary>
    public static MigrationVersion? TryParse(string text)
    {
        if (text.Length == 0)
            return null;
        var parts = text.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length == 0 || !parts[i].All(character => character is >= '0' and <= '9'))
                return null;
            parts[i] = parts[i].TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        }

        var count = parts.Length;
        while (count > 1 && parts[count - 1] == "0")
            count--;
        return new MigrationVersion(text, string.Join(".", parts.Take(count)));
    }

    public int CompareTo(MigrationVersion? other)
    {
        if (other is null)
            return 1;
        var left = Canonical.AsSpan();
        var right = other.Canonical.AsSpan();
        // Canonical forms have no trailing zero part, so of two that agree as far as they go the longer one is the larger one.
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var leftPart = TakePart(ref left);
            var rightPart = TakePart(ref right);
            // Without leading zeros, the longer number is the larger one, and equal lengths compare as text.
            var order =
                leftPart.Length != rightPart.Length ? leftPart.Length - rightPart.Length : leftPart.SequenceCompareTo(rightPart);
            if (order != 0)
                return order;
        }

        return left.Length - right.Length;
    }

    public bool Equals(MigrationVersion? other) =>
        other is not null && string.Equals(Canonical, other.Canonical, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as MigrationVersion);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical);

    public override string ToString() => Text;

    private static ReadOnlySpan<char> TakePart(ref ReadOnlySpan<char> version)
    {
        var dot = version.IndexOf('.');
        var part = dot < 0 ? version : version[..dot];
        version = dot < 0 ? default : version[(dot + 1)..];
        return part;
    }
}
