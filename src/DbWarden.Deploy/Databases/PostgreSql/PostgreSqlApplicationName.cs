using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>
/// What a session calls itself. One in which migrations run carries its run's id: that alone tells it from the sessions of others behind a
/// pooler, which hands the name on to whatever session of the server it picks.
/// </summary>
internal static class PostgreSqlApplicationName
{
    private const string Default = "dbwarden";

    // The server cuts names at 63 bytes; the id takes 32 and a space.
    private const int LongestBeforeId = 30;

    /// <summary>A condition that holds for sessions whose name carries the id in the parameter <c>$1</c>.</summary>
    public const string CarriesId = "right(application_name, length($1)) = $1";

    public static string Of(string? given, string? executionId)
    {
        var name = string.IsNullOrEmpty(given) ? Default : given;
        return executionId is null ? name : $"{Short(name)} {executionId}";
    }

    /// <summary>The name that a connection was opened with.</summary>
    public static string? OfConnection(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString).ApplicationName;

    private static string Short(string name)
    {
        // The server writes other characters as several.
        var plain = string.Concat(name.Select(character => char.IsAscii(character) ? character : '?'));
        return plain[..Math.Min(plain.Length, LongestBeforeId)];
    }
}
