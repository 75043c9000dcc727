namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>What takes a session back to its first state.</summary>
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

    /// <summary>All of it in one statement, which cannot stand inside a transaction.</summary>
    public const string Everything = "DISCARD ALL";

    /// <summary>What a migration may have set that would keep the tool from writing its record.</summary>
    public static IReadOnlyList<string> Settings { get; } = ["RESET SESSION AUTHORIZATION", "RESET ROLE", "RESET ALL"];

    /// <summary>The rest of it inside a transaction.</summary>
    public static IReadOnlyList<string> Objects { get; } =
    ["CLOSE ALL", "DEALLOCATE ALL", "UNLISTEN *", "DISCARD SEQUENCES", "DISCARD TEMP", "SELECT pg_advisory_unlock_all()"];

    /// <summary>All of it inside a transaction.</summary>
    public static IReadOnlyList<string> InsideTransaction { get; } = [.. Settings, .. Objects];
}
