using System.Globalization;
using DbWarden.Migrations.Naming;

namespace DbWarden.Tool.Scaffolding;

/// <summary>The version of a new migration.</summary>
internal static class NextVersion
{
    private const string TimestampFormat = "yyyyMMddHHmmss";
    private const string First = "0001";

    /// <summary>The version behind the highest, written as that one is: as many digits, as many parts.</summary>
    public static string After(IEnumerable<MigrationVersion> versions)
    {
        var highest = versions.Max();
        if (highest is null)
            return First;
        var start = highest.Text.LastIndexOf('.') + 1;
        return highest.Text[..start] + Increment(highest.Text[start..]);
    }

    /// <summary>The moment in UTC, so that two branches do not claim one version.</summary>
    public static string Timestamp(DateTimeOffset now) => now.UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture);

    /// <summary>Counts in decimal digits of any length.</summary>
    private static string Increment(string digits)
    {
        var kept = digits.TrimEnd('9');
        var zeros = new string('0', digits.Length - kept.Length);
        return kept.Length == 0 ? "1" + zeros : kept[..^1] + (char)(kept[^1] + 1) + zeros;
    }
}
