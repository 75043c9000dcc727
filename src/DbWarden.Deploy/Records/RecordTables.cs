using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Records;

/// <summary>A column of one of the three tables.</summary>
internal sealed record RecordColumn(string Name, ColumnType Type, bool Nullable = true);

/// <summary>The three tables: their names in this database, their columns, and how they are created.</summary>
/// <param name="qualifier">What stands before their names instead of a schema that is known; null for nothing.</param>
internal sealed class RecordTables(EngineSql sql, string? schema, string? qualifier = null)
{
    /// <summary>The layout that this version writes, and the newest that it understands; it stands in every lease row.</summary>
    public const int Format = 1;

    /// <summary>
    /// Stands in the lease's row for as long as a restore is at work, or has stopped half way, where the engine cannot undo it. Larger than
    /// any layout, so that every version refuses.
    /// </summary>
    public const int RestoringFormat = 1_000_000;

    public const string MigrationsName = "__dbwarden_migrations";
    public const string HistoryName = "__dbwarden_history";
    public const string LockName = "__dbwarden_lock";

    /// <summary>The history as it was before a restore, while that is at work, where the engine cannot undo it.</summary>
    public const string KeptHistoryName = "__dbwarden_history_kept";

    public EngineSql Sql { get; } = sql;

    /// <summary>The schema that holds them; null for an engine without schemas.</summary>
    public string? Schema { get; } = schema;

    public string Migrations { get; } = qualifier + sql.TableName(schema, MigrationsName);

    public string History { get; } = qualifier + sql.TableName(schema, HistoryName);

    public string Lock { get; } = qualifier + sql.TableName(schema, LockName);

    public static IReadOnlyList<RecordColumn> MigrationColumns { get; } =
    [
        new("database_name", ColumnType.Key, Nullable: false),
        new("kind", ColumnType.Key, Nullable: false),
        new("identity", ColumnType.Key, Nullable: false),
        new("version", ColumnType.ShortText),
        new("description", ColumnType.Text, Nullable: false),
        new("file_name", ColumnType.ShortText, Nullable: false),
        new("upgrade_checksum", ColumnType.ShortText, Nullable: false),
        new("rollback_checksum", ColumnType.ShortText),
        new("rollback_sql", ColumnType.Text),
        new("directives", ColumnType.Text),
        new("state", ColumnType.ShortText, Nullable: false),
        new("direction", ColumnType.ShortText, Nullable: false),
        new("units_done", ColumnType.Number, Nullable: false),
        new("units_total", ColumnType.Number, Nullable: false),
        new("unit_checksums", ColumnType.Text),
        new("unit_in_doubt", ColumnType.Number),
        new("unit_evidence", ColumnType.Text),
        new("error", ColumnType.Text),
        new("applied_at", ColumnType.Timestamp, Nullable: false),
        new("duration_ms", ColumnType.Number, Nullable: false),
        new("applied_by", ColumnType.ShortText, Nullable: false),
        new("artifact_name", ColumnType.ShortText),
        new("artifact_version", ColumnType.ShortText),
        new("tool_version", ColumnType.ShortText, Nullable: false),
        new("execution_id", ColumnType.ShortText, Nullable: false),
    ];

    public static IReadOnlyList<RecordColumn> HistoryColumns { get; } =
    [
        new("number", ColumnType.GeneratedNumber, Nullable: false),
        new("database_name", ColumnType.Key, Nullable: false),
        new("operation", ColumnType.ShortText, Nullable: false),
        new("kind", ColumnType.ShortText),
        new("identity", ColumnType.ShortText),
        new("version", ColumnType.ShortText),
        new("description", ColumnType.Text),
        new("file_name", ColumnType.ShortText),
        new("outcome", ColumnType.ShortText, Nullable: false),
        new("happened_at", ColumnType.Timestamp, Nullable: false),
        new("duration_ms", ColumnType.Number, Nullable: false),
        new("happened_by", ColumnType.ShortText, Nullable: false),
        new("artifact_name", ColumnType.ShortText),
        new("artifact_version", ColumnType.ShortText),
        new("tool_version", ColumnType.ShortText, Nullable: false),
        new("execution_id", ColumnType.ShortText, Nullable: false),
        new("error", ColumnType.Text),
    ];

    public static IReadOnlyList<RecordColumn> LockColumns { get; } =
    [
        new("database_name", ColumnType.Key, Nullable: false),
        new("format", ColumnType.Number, Nullable: false),
        new("execution_id", ColumnType.ShortText),
        new("fence", ColumnType.Number, Nullable: false),
        new("server", ColumnType.ShortText),
        new("connection_ids", ColumnType.ShortText),
        new("client_host", ColumnType.ShortText),
        new("boot_id", ColumnType.ShortText),
        new("process_id", ColumnType.Number),
        new("process_started", ColumnType.ShortText),
        new("database_user", ColumnType.ShortText),
        new("tool_version", ColumnType.ShortText),
        new("operation", ColumnType.ShortText),
        new("migration", ColumnType.ShortText),
        new("unit", ColumnType.Number),
        new("acquired_at", ColumnType.Timestamp),
        new("heartbeat_at", ColumnType.Timestamp),
        new("ttl_seconds", ColumnType.Number),
    ];

    /// <summary>Creates what is not there yet. Safe to run again, not safe to run twice at once: the engine serialises or retries it.</summary>
    public IReadOnlyList<string> CreateStatements { get; } =
    [
        Create(
            sql,
            qualifier + sql.TableName(schema, MigrationsName),
            MigrationColumns,
            "database_name, kind, identity",
            sql.KeyedTableOptions
        ),
        Create(sql, qualifier + sql.TableName(schema, HistoryName), HistoryColumns, "number", sql.TableOptions),
        Create(sql, qualifier + sql.TableName(schema, LockName), LockColumns, "database_name", sql.TableOptions),
    ];

    private static string Create(
        EngineSql sql,
        string table,
        IReadOnlyList<RecordColumn> columns,
        string primaryKey,
        string options
    )
    {
        var definitions = columns.Select(column =>
            $"    {column.Name} {sql.TypeOf(column.Type)}{(column.Nullable ? "" : " NOT NULL")}"
        );
        return $"CREATE TABLE IF NOT EXISTS {table} (\n{string.Join(",\n", definitions)},\n    PRIMARY KEY ({primaryKey})\n){options}";
    }
}
