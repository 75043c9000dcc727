using System.Globalization;

namespace DbWarden.Migrations.Parsing.Directives;

/// <summary>Durations as directives write them: a whole number and its unit, such as <c>500ms</c>, <c>5s</c>, <c>10m</c> or <c>2h</c>.</summary>
internal static class DirectiveDuration
{
    // What every engine can be told: milliseconds in 32 bits, some 24 days.
    private const long HighestMilliseconds = int.MaxValue;

    /// <summary>The duration, or null where the text is none, or is zero or too long.</summary>
    public static TimeSpan? TryParse(string text)
    {
        var unitStart = 0;
        while (unitStart < text.Length && text[unitStart] is >= '0' and <= '9')
            unitStart++;
        var millisecondsEach = text[unitStart..].ToLowerInvariant() switch
        {
            "ms" => 1,
            "s" => 1000,
            "m" => 60 * 1000,
            "h" => 60 * 60 * 1000,
            _ => 0,
        };
        if (
            millisecondsEach == 0
            || !long.TryParse(text[..unitStart], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        )
            return null;
        return count is > 0 && count <= HighestMilliseconds / millisecondsEach
            ? TimeSpan.FromMilliseconds(count * millisecondsEach)
            : null;
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads as this duration.</summary>
    public static string Write(TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        return milliseconds % 1000 == 0
            ? (milliseconds / 1000).ToString(CultureInfo.InvariantCulture) + "s"
            : milliseconds.ToString(CultureInfo.InvariantCulture) + "ms";
    }
}
