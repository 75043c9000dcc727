namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>What takes a session back to its first state. DISCARD ALL does the same, but not inside a transaction.</summary>
internal static class PostgreSqlReset
{
    public static IReadOnlyList<string> InsideTransaction { get; } =
    [
        "CLOSE ALL",
        "RESET SESSION AUTHORIZATION",
        "RESET ROLE",
        "RESET ALL",
        "DEALLOCATE ALL",
        "UNLISTEN *",
        "DISCARD SEQUENCES",
        "DISCARD TEMP",
        "SELECT pg_advisory_unlock_all()",
    ];
}
