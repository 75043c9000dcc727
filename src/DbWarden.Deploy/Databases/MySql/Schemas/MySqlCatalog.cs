namespace DbWarden.Deploy.Databases.MySql.Schemas;

/// <summary>
/// The queries on <c>information_schema</c>, read column by column. Columns go by their place: MySQL and MariaDB spell their names in
/// different cases.
/// </summary>
internal static class MySqlCatalog
{
    /// <summary>Statements are shown in one form, whatever the server's settings are.</summary>
    public const string Session = "SET SESSION sql_mode = '', SESSION sql_quote_show_create = 1";

    public const string Server = "SELECT VERSION(), DATABASE()";

    public const string Tables = """
        SELECT table_name, table_type, table_comment, table_collation
        FROM information_schema.tables
        WHERE table_schema = DATABASE()
        """;

    public const string Columns = """
        SELECT table_name, column_name, column_type, is_nullable, column_default, extra, generation_expression, collation_name, column_comment
        FROM information_schema.columns
        WHERE table_schema = DATABASE()
        ORDER BY table_name, ordinal_position
        """;

    public const string Views = """
        SELECT table_name, security_type
        FROM information_schema.views
        WHERE table_schema = DATABASE()
        """;

    public const string Triggers = """
        SELECT event_object_table, trigger_name, action_timing, event_manipulation, action_order, action_statement, sql_mode
        FROM information_schema.triggers
        WHERE trigger_schema = DATABASE()
        ORDER BY event_object_table, action_timing, event_manipulation, action_order
        """;

    public const string Routines = """
        SELECT routine_name, routine_type, sql_mode
        FROM information_schema.routines
        WHERE routine_schema = DATABASE()
        """;

    public const string Events = """
        SELECT event_name, execute_at, interval_value, interval_field, starts, ends, status, on_completion, event_definition, event_comment, sql_mode
        FROM information_schema.events
        WHERE event_schema = DATABASE()
        """;

    /// <summary>MariaDB only, which has checks that belong to a column and are not listed with the table's.</summary>
    public const string ColumnChecks = """
        SELECT '', '', '' FROM dual WHERE FALSE
        /*M!100510 UNION ALL
        SELECT table_name, constraint_name, check_clause FROM information_schema.check_constraints
        WHERE constraint_schema = DATABASE() AND level = 'Column' */
        """;
}
