using DbWarden.Migrations.Naming;

namespace DbWarden.Migrations.Rules;

/// <summary>Tells whether versions that count up skip one.</summary>
internal static class VersionSequence
{
    /// <summary>
    /// Whether a version is missing between two neighbours. They count up in their last part, if all parts before it agree; where they do not,
    /// a new count has begun, and nothing can be missing.
    /// </summary>
    public static bool IsGap(MigrationVersion earlier, MigrationVersion later)
    {
        var (earlierHead, earlierLast) = Split(earlier.Canonical);
        var (laterHead, laterLast) = Split(later.Canonical);
        return earlierHead == laterHead && earlierLast != laterLast && Next(earlierLast) != laterLast;
    }

    private static (string Head, string Last) Split(string canonical)
    {
        var dot = canonical.LastIndexOf('.');
        return dot < 0 ? ("", canonical) : (canonical[..dot], canonical[(dot + 1)..]);
    }

    /// <summary>The number that follows; numbers may be longer than any integer type.</summary>
    private static string Next(string number)
    {
        var digits = number.ToCharArray();
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            if (digits[i] != '9')
            {
                digits[i]++;
                return new string(digits);
            }

            digits[i] = '0';
        }

        return "1" + new string(digits);
    }
}
