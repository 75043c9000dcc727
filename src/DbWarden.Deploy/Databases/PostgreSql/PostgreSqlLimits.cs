using System.Globalization;
using DbWarden.Deploy.Execution;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>
/// The settings under which a migration runs: how long it may wait and run, and how soon the server notices that this side has
/// vanished. All of that is below the time after which another run may take the lease.
/// </summary>
internal static class PostgreSqlLimits
{
    private const int IdleInTransaction = 45_000;
    private const int UnansweredData = 30_000;

    /// <summary>One statement that makes all settings.</summary>
    /// <param name="local">For the open transaction only: behind a pooler, the session belongs to somebody else afterwards.</param>
    public static string Statement(SessionOptions options, Version server, bool local)
    {
        var settings = new List<string>
        {
            Set("idle_in_transaction_session_timeout", IdleInTransaction),
            Set("tcp_keepalives_idle", 10),
            Set("tcp_keepalives_interval", 5),
            Set("tcp_keepalives_count", 4),
        };
        if (options.LockTimeout is { } wait)
            settings.Add(Set("lock_timeout", Milliseconds(wait)));
        if (options.StatementTimeout is { } limit)
            settings.Add(Set("statement_timeout", Milliseconds(limit)));
        if (server.Major >= 12)
            settings.Add(Set("tcp_user_timeout", UnansweredData));
        // Other systems cannot tell that a connection was closed, and refuse the setting.
        if (server.Major >= 14)
            settings.Add($"CASE WHEN version() LIKE '%linux%' THEN {Set("client_connection_check_interval", 10_000)} END");
        return "SELECT " + string.Join(", ", settings);

        string Set(string name, long value) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"pg_catalog.set_config('{name}', '{value}', {(local ? "true" : "false")})"
            );
    }

    public static string LockTimeout(TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {Milliseconds(wait)}");

    // Zero would be no limit at all.
    private static long Milliseconds(TimeSpan time) => time == TimeSpan.Zero ? 0 : Math.Max(1, (long)time.TotalMilliseconds);
}
