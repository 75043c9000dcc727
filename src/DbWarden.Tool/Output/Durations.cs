using System.Globalization;

namespace DbWarden.Tool.Output;

/// <summary>Times as people read them.</summary>
internal static class Durations
{
    /// <summary>Such as <c>12 ms</c>, <c>1.2 s</c>, <c>3 min 5 s</c>, <c>2 h 7 min</c>.</summary>
    public static string Text(TimeSpan duration) =>
        duration switch
        {
            { TotalMilliseconds: < 1 } => "<1 ms",
            { TotalMilliseconds: < 999.5 } => Format($"{duration.TotalMilliseconds:0} ms"),
            { TotalSeconds: < 59.95 } => Format($"{duration.TotalSeconds:0.0} s"),
            { TotalMinutes: < 60 } => Format($"{(int)duration.TotalMinutes} min {duration.Seconds} s"),
            _ => Format($"{(int)duration.TotalHours} h {duration.Minutes} min"),
        };

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
