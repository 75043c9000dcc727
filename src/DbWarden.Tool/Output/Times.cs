using System.Globalization;

namespace DbWarden.Tool.Output;

/// <summary>Points in time as people read them.</summary>
internal static class Times
{
    /// <summary>In the zone of whoever sits at the terminal; in UTC, and saying so, for a log that is read elsewhere.</summary>
    public static string Text(OutputChannel channel, DateTimeOffset time) =>
        channel.IsTerminal
            ? time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
