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

    /// <summary>Other systems than Linux cannot tell that a connection was closed, and refuse the setting.</summary>
    private const string IsLinux = "version() LIKE '%linux%'";

    /// <summary>How long a transaction may be idle before the server takes its client for gone.</summary>
    public static TimeSpan IdleInTransaction(TimeSpan ttl) => ttl * 0.75;

    /// <summary>What makes the server notice, while one of our own transactions is open, that this side has vanished.</summary>
    public static string Vanished(Version server, TimeSpan ttl) => Pooled(new SessionOptions(), server, ttl);

    /// <summary>
    /// The same for a whole session, as options that it starts with: whatever a migration resets, they stand, and no transaction has to
    /// make them anew.
    /// </summary>
    /// <param name="control">A connection to the same server.</param>
    /// <param name="ttl">How long a lease lives without a sign of life.</param>
    public static async Task<string> StartOptionsAsync(
        DatabaseConnection control,
        Version server,
        TimeSpan ttl,
        CancellationToken cancellation
    )
    {
        var isLinux = await control.ReadAsync(new Query($"SELECT {IsLinux}"), row => row.GetBoolean(0), cancellation) is [true];
        var settings = isLinux ? [.. Vanishing(server, ttl), .. Closing(server, ttl)] : Vanishing(server, ttl);
        return string.Join(
            ' ',
            settings.Select(setting => string.Create(CultureInfo.InvariantCulture, $"-c {setting.Name}={setting.Value}"))
        );
    }

    /// <summary>How long statements may wait and run.</summary>
    /// <param name="local">For the open transaction only.</param>
    public static IReadOnlyList<string> Waiting(SessionOptions options, bool local)
    {
        var set = local ? "SET LOCAL" : "SET";
        return
        [
            .. Waiting(options)
                .Select(setting => string.Create(CultureInfo.InvariantCulture, $"{set} {setting.Name} = {setting.Value}")),
        ];
    }

    /// <summary>One statement that makes all settings for the open transaction: behind a pooler, the session belongs to somebody else afterwards.</summary>
    /// <param name="ttl">How long a lease lives without a sign of life.</param>
    /// <param name="applicationName">What the session is to call itself meanwhile; null for what it does already.</param>
    public static string Pooled(SessionOptions options, Version server, TimeSpan ttl, string? applicationName = null)
    {
        var settings = new List<string>();
        settings.AddRange(Vanishing(server, ttl).Concat(Waiting(options)).Select(Set));
        settings.AddRange(Closing(server, ttl).Select(setting => $"CASE WHEN {IsLinux} THEN {Set(setting)} END"));
        if (applicationName is not null)
            settings.Add(
                $"pg_catalog.set_config('application_name', '{applicationName.Replace("'", "''", StringComparison.Ordinal)}', true)"
            );
        return "SELECT " + string.Join(", ", settings);

        static string Set((string Name, long Value) setting) =>
            string.Create(CultureInfo.InvariantCulture, $"pg_catalog.set_config('{setting.Name}', '{setting.Value}', true)");
    }

    public static string LockTimeout(TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {Milliseconds(wait)}");

    private static List<(string Name, long Value)> Vanishing(Version server, TimeSpan ttl)
    {
        List<(string, long)> settings =
        [
            ("idle_in_transaction_session_timeout", Milliseconds(IdleInTransaction(ttl))),
            ("tcp_keepalives_idle", Seconds(ttl / 6)),
            ("tcp_keepalives_interval", Seconds(ttl / 12)),
            ("tcp_keepalives_count", KeepAliveProbes),
        ];
        if (server.Major >= 12)
            settings.Add(("tcp_user_timeout", Milliseconds(ttl / 2)));
        return settings;
    }

    private static (string Name, long Value)[] Closing(Version server, TimeSpan ttl) =>
        server.Major >= 14 ? [("client_connection_check_interval", Milliseconds(ttl / 6))] : [];

    private static List<(string Name, long Value)> Waiting(SessionOptions options)
    {
        var settings = new List<(string, long)>();
        if (options.LockTimeout is { } wait)
            settings.Add(("lock_timeout", Milliseconds(wait)));
        if (options.StatementTimeout is { } limit)
            settings.Add(("statement_timeout", Milliseconds(limit)));
        return settings;
    }

    private static long Seconds(TimeSpan time) => Math.Max(1, (long)time.TotalSeconds);

    // Zero would be no limit at all.
    private static long Milliseconds(TimeSpan time) => time == TimeSpan.Zero ? 0 : Math.Max(1, (long)time.TotalMilliseconds);
}
