namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>What takes a session back to its first state. DISCARD ALL does the same, but not inside a transaction.</summary>
internal static class PostgreSqlReset
{
    /// <summary>Defers again what is declared INITIALLY DEFERRED, and no other constraint, after all were checked.</summary>
    public const string DeferConstraints = """
        DO $$ DECLARE names text; BEGIN
            SELECT string_agg(format('%I.%I', nspname, conname), ', ') INTO names
                FROM pg_catalog.pg_constraint JOIN pg_catalog.pg_namespace n ON n.oid = connamespace WHERE condeferred;
            IF names IS NOT NULL THEN EXECUTE 'SET CONSTRAINTS ' || names || ' DEFERRED'; END IF;
        END $$
        """;

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
