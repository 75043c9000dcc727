using System.Globalization;
using DbWarden.Deploy.Execution;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>
/// The settings under which a migration runs: how long it may wait and run, and how soon the server notices that this side has
/// vanished. All of that is below the time after which another run may take the lease.
/// </summary>
internal static class PostgreSqlLimits
{
    private const int KeepAliveProbes = 4;

    /// <summary>How long a transaction may be idle before the server takes its client for gone.</summary>
    public static TimeSpan IdleInTransaction(TimeSpan ttl) => ttl * 0.75;

    /// <summary>What makes the server notice, while one of our own transactions is open, that this side has vanished.</summary>
    public static string Vanished(Version server, TimeSpan ttl) => Statement(new SessionOptions(), server, ttl, local: true);

    /// <summary>One statement that makes all settings.</summary>
    /// <param name="ttl">How long a lease lives without a sign of life.</param>
    /// <param name="local">For the open transaction only: behind a pooler, the session belongs to somebody else afterwards.</param>
    /// <param name="applicationName">What the session is to call itself meanwhile; null for what it does already.</param>
    public static string Statement(
        SessionOptions options,
        Version server,
        TimeSpan ttl,
        bool local,
        string? applicationName = null
    )
    {
        var settings = new List<string>
        {
            Set("idle_in_transaction_session_timeout", Milliseconds(IdleInTransaction(ttl))),
            Set("tcp_keepalives_idle", Seconds(ttl / 6)),
            Set("tcp_keepalives_interval", Seconds(ttl / 12)),
            Set("tcp_keepalives_count", KeepAliveProbes),
        };
        if (applicationName is not null)
            settings.Add(
                $"pg_catalog.set_config('application_name', '{applicationName.Replace("'", "''", StringComparison.Ordinal)}', {(local ? "true" : "false")})"
            );
        if (options.LockTimeout is { } wait)
            settings.Add(Set("lock_timeout", Milliseconds(wait)));
        if (options.StatementTimeout is { } limit)
            settings.Add(Set("statement_timeout", Milliseconds(limit)));
        if (server.Major >= 12)
            settings.Add(Set("tcp_user_timeout", Milliseconds(ttl / 2)));
        // Other systems cannot tell that a connection was closed, and refuse the setting.
        if (server.Major >= 14)
            settings.Add(
                $"CASE WHEN version() LIKE '%linux%' THEN {Set("client_connection_check_interval", Milliseconds(ttl / 6))} END"
            );
        return "SELECT " + string.Join(", ", settings);

        string Set(string name, long value) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"pg_catalog.set_config('{name}', '{value}', {(local ? "true" : "false")})"
            );
    }

    public static string LockTimeout(TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {Milliseconds(wait)}");

    private static long Seconds(TimeSpan time) => Math.Max(1, (long)time.TotalSeconds);

    // Zero would be no limit at all.
    private static long Milliseconds(TimeSpan time) => time == TimeSpan.Zero ? 0 : Math.Max(1, (long)time.TotalMilliseconds);
}
