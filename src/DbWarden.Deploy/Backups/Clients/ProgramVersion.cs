using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace DbWarden.Deploy.Backups.Clients;

/// <summary>The first two numbers of a version.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct ProgramVersion(int Major, int Minor) : IComparable<ProgramVersion>
{
    /// <summary>The version that a text begins with; null where it begins otherwise.</summary>
    public static ProgramVersion? Parse(string text)
    {
        if (Numbers().Match(text) is not { Success: true } match)
            return null;
        return new ProgramVersion(
            int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture),
            match.Groups["minor"].Success ? int.Parse(match.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture) : 0
        );
    }

    public int CompareTo(ProgramVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    public static bool operator <(ProgramVersion left, ProgramVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(ProgramVersion left, ProgramVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(ProgramVersion left, ProgramVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ProgramVersion left, ProgramVersion right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    [GeneratedRegex(@"\A(?<major>[0-9]{1,6})(?:\.(?<minor>[0-9]{1,6}))?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}
