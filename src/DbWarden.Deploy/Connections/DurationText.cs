using System.Globalization;

namespace DbWarden.Deploy.Connections;

/// <summary>
/// Durations as people write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>, <c>0</c>, and <c>00:05:00</c> as .NET writes
/// them.
/// </summary>
public static class DurationText
{
    private static readonly (string Unit, TimeSpan Duration)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
    ];

    /// <summary>Reads a duration, or returns null where the text is none.</summary>
    public static TimeSpan? TryParse(string text)
    {
        if (text == "0")
            return TimeSpan.Zero;
        if (text.Contains(':'))
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero ? span : null;
        foreach (var (unit, duration) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal))
                continue;
            if (
                int.TryParse(
                    text.AsSpan(0, text.Length - unit.Length),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var count
                )
            )
                return count * duration;
        }

        return null;
    }

    /// <summary>The shortest text for a duration.</summary>
    public static string Of(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0";
        var (unit, length) = Array.FindLast(Units, unit => duration.Ticks % unit.Duration.Ticks == 0);
        return unit is null ? duration.ToString("c", CultureInfo.InvariantCulture) : $"{duration.Ticks / length.Ticks}{unit}";
    }
}
