using System.Globalization;
using System.Text.RegularExpressions;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Databases.PostgreSql.Backups;

/// <summary>What stands before and behind the SQL of an archive, in the same transaction.</summary>
internal static partial class PostgreSqlRestoreScript
{
    private const string Later = "pg_temp.dbwarden_later";

    /// <summary>The schema of our tables stays, since the lock does; all else goes.</summary>
    public static string Before(RecordTables tables, RestoreJob job)
    {
        var schema = Literal(tables.Schema);
        return $"""
            SET standard_conforming_strings = on;
            SET client_min_messages = error;
            BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
            SET LOCAL lock_timeout = '60s';
            SET LOCAL statement_timeout = 0;
            SET LOCAL idle_in_transaction_session_timeout = 0;
            {Inline(job.Fence)};
            {Drop("SELECT 1 AS step, 'pg_event_trigger'::regclass AS class, oid FROM pg_event_trigger")}
            CREATE TEMPORARY TABLE dbwarden_later ON COMMIT DROP AS SELECT * FROM {tables.History};
            {Drop($"""
                SELECT 1 AS step, 'pg_publication'::regclass AS class, oid FROM pg_publication
                UNION ALL SELECT 2, 'pg_extension'::regclass, oid FROM pg_extension WHERE extname <> 'plpgsql' AND pg_has_role(extowner, 'USAGE')
                UNION ALL SELECT 3, 'pg_namespace'::regclass, oid FROM pg_namespace WHERE oid >= 16384 AND nspname NOT LIKE 'pg\_%' AND nspname <> {schema}
                UNION ALL SELECT 3, 'pg_namespace'::regclass, oid FROM pg_namespace WHERE nspname = 'public' AND nspname <> {schema}
                UNION ALL SELECT 4, 'pg_class'::regclass, oid FROM pg_class WHERE relnamespace = {schema}::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') AND relname <> '{RecordTables.LockName}'
                UNION ALL SELECT 5, 'pg_class'::regclass, oid FROM pg_class WHERE relnamespace = {schema}::regnamespace AND relkind IN ('S', 'c')
                UNION ALL SELECT 6, 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace = {schema}::regnamespace
                UNION ALL SELECT 7, 'pg_type'::regclass, oid FROM pg_type WHERE typnamespace = {schema}::regnamespace AND typrelid = 0 AND typtype IN ('b', 'd', 'e', 'r', 'p') AND typcategory <> 'A'
                UNION ALL SELECT 8, 'pg_opfamily'::regclass, oid FROM pg_opfamily WHERE opfnamespace = {schema}::regnamespace
                UNION ALL SELECT 8, 'pg_operator'::regclass, oid FROM pg_operator WHERE oprnamespace = {schema}::regnamespace
                UNION ALL SELECT 8, 'pg_collation'::regclass, oid FROM pg_collation WHERE collnamespace = {schema}::regnamespace
                UNION ALL SELECT 8, 'pg_conversion'::regclass, oid FROM pg_conversion WHERE connamespace = {schema}::regnamespace
                UNION ALL SELECT 8, 'pg_statistic_ext'::regclass, oid FROM pg_statistic_ext WHERE stxnamespace = {schema}::regnamespace
                UNION ALL SELECT 8, 'pg_ts_config'::regclass, oid FROM pg_ts_config WHERE cfgnamespace = {schema}::regnamespace
                UNION ALL SELECT 8, 'pg_ts_dict'::regclass, oid FROM pg_ts_dict WHERE dictnamespace = {schema}::regnamespace
                UNION ALL SELECT 9, 'pg_ts_parser'::regclass, oid FROM pg_ts_parser WHERE prsnamespace = {schema}::regnamespace
                UNION ALL SELECT 9, 'pg_ts_template'::regclass, oid FROM pg_ts_template WHERE tmplnamespace = {schema}::regnamespace
                UNION ALL SELECT 10, 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
                UNION ALL SELECT 10, 'pg_cast'::regclass, oid FROM pg_cast WHERE oid >= 16384
                UNION ALL SELECT 10, 'pg_transform'::regclass, oid FROM pg_transform
                UNION ALL SELECT 11, 'pg_language'::regclass, oid FROM pg_language WHERE oid >= 16384
                UNION ALL SELECT 11, 'pg_am'::regclass, oid FROM pg_am WHERE oid >= 16384
                """)}
            DO $dbwarden$ BEGIN PERFORM lo_unlink(oid) FROM pg_largeobject_metadata; END $dbwarden$;

            """;
    }

    public static string After(RecordTables tables, RestoreJob job) =>
        $"""

            {LaterHistory.Copy(Later, tables.History, "IS NOT DISTINCT FROM")};
            {Inline(job.Entry)};
            COMMIT;
            """;

    /// <summary>Drops objects by what the server calls them; what belongs to an extension goes with that, and what an earlier one took along is gone.</summary>
    private static string Drop(string objects) =>
        $"""
            DO $dbwarden$
            DECLARE
                object record;
            BEGIN
                FOR object IN
                    SELECT CASE identified.type
                            WHEN 'function' THEN 'routine' WHEN 'procedure' THEN 'routine' WHEN 'aggregate' THEN 'routine'
                            WHEN 'composite type' THEN 'type' WHEN 'statistics object' THEN 'statistics'
                            WHEN 'foreign-data wrapper' THEN 'foreign data wrapper'
                            ELSE identified.type
                        END AS type, identified.identity
                    FROM ({objects}) found, LATERAL pg_identify_object(found.class, found.oid, 0) identified
                    WHERE NOT EXISTS (
                        SELECT 1 FROM pg_depend WHERE classid = found.class AND objid = found.oid
                        AND (deptype = 'e' OR deptype = 'i' AND classid <> 'pg_class'::regclass)
                    )
                    ORDER BY found.step
                LOOP
                    EXECUTE format('DROP %s IF EXISTS %s CASCADE', object.type, object.identity);
                END LOOP;
            END
            $dbwarden$;
            """;

    /// <summary>The query with its values in its text: psql has no parameters.</summary>
    private static string Inline(Query query) =>
        Parameter()
            .Replace(
                query.Sql,
                match => Literal(query.Values[int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) - 1])
            );

    [GeneratedRegex(@"\$(?<number>[0-9]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    private static string Literal(object? value) =>
        value switch
        {
            null => "NULL",
            long number => number.ToString(CultureInfo.InvariantCulture),
            string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "A value that is neither a number nor a text."),
        };
}
