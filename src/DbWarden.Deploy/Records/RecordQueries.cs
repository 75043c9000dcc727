using System.Data.Common;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Records;

/// <summary>Every statement about <c>__dbwarden_migrations</c> and <c>__dbwarden_history</c>, and how their rows are read.</summary>
internal sealed class RecordQueries(RecordTables tables, string database)
{
    private const string RecordColumns =
        "kind, identity, version, description, file_name, upgrade_checksum, rollback_checksum, directives, state, direction, units_done, "
        + "units_total, unit_checksums, unit_in_doubt, unit_evidence, error, applied_at, duration_ms, applied_by, artifact_name, artifact_version, "
        + "tool_version, execution_id";

    private const string EntryColumns =
        "number, operation, kind, identity, version, description, file_name, outcome, happened_at, duration_ms, happened_by, artifact_name, "
        + "artifact_version, tool_version, execution_id, error";

    private readonly EngineSql _sql = tables.Sql;
    private readonly InsertText _insertRecord = new(tables.Sql, tables.Migrations);
    private readonly InsertText _insertEntry = new(tables.Sql, tables.History);

    /// <summary>All records of the database. Rollback texts can be large and are read only where they are needed.</summary>
    public Query ReadRecords(bool withRollbackSql) =>
        new(
            $"SELECT {RecordColumns}{(withRollbackSql ? ", rollback_sql" : "")} FROM {tables.Migrations} WHERE database_name = {_sql.Parameter(1)}",
            [database]
        );

    /// <summary>The newest entries, newest first.</summary>
    public Query ReadHistory(int? limit) =>
        new(
            $"SELECT {EntryColumns} FROM {tables.History} WHERE database_name = {_sql.Parameter(1)} ORDER BY number DESC"
                + (limit is { } count ? $" LIMIT {RowQuery.Literal(count)}" : ""),
            [database]
        );

    /// <param name="duration">Milliseconds, or an expression where the server knows better.</param>
    /// <param name="evidence">How the server computes what is noted of the unit that begins; null for what the record says.</param>
    public Query Insert(MigrationRecord record, object? duration, FormattableString? evidence = null) =>
        _insertRecord.Of([.. Key(record.Kind, record.Identity), .. Columns(record, duration, evidence)]);

    /// <summary>An insert that does nothing unless the lease is held.</summary>
    public Query InsertWhileHeld(
        MigrationRecord record,
        object? duration,
        FormattableString? evidence,
        LeaseQueries lease,
        LeaseToken token
    ) =>
        RowQuery.InsertFrom(
            _sql,
            tables.Migrations,
            [.. Key(record.Kind, record.Identity), .. Columns(record, duration, evidence)],
            lease.FromHeld,
            lease.KeyValues(token)
        );

    public Query Replace(MigrationRecord record, object? duration, FormattableString? evidence = null) =>
        RowQuery.Update(_sql, tables.Migrations, Columns(record, duration, evidence), Key(record.Kind, record.Identity));

    public Query Delete(MigrationKind kind, string identity) => RowQuery.Delete(_sql, tables.Migrations, Key(kind, identity));

    /// <summary>Says that a rollback unit by unit has begun, or is as if it never had; what the migration was applied with stays.</summary>
    public Query TurnRound(MigrationRecord record, FormattableString? evidence = null) =>
        RowQuery.Update(
            _sql,
            tables.Migrations,
            [
                ("direction", RecordNames.Of(record.Direction)),
                ("units_total", record.UnitsTotal),
                ("execution_id", record.ExecutionId),
                .. ProgressColumns(record, evidence),
            ],
            Key(record.Kind, record.Identity)
        );

    /// <summary>Writes how far a statement-by-statement migration has come.</summary>
    /// <param name="evidence">How the server computes what is noted of the unit that begins; null for what the record says.</param>
    public Query Progress(MigrationRecord record, FormattableString? evidence = null) =>
        RowQuery.Update(_sql, tables.Migrations, ProgressColumns(record, evidence), Key(record.Kind, record.Identity));

    /// <summary>Says that a statement-by-statement migration is done; what the record says of its file was written when it began.</summary>
    /// <param name="duration">Milliseconds, or an expression where the server knows better.</param>
    public Query Complete(MigrationRecord record, object? duration) =>
        RowQuery.Update(
            _sql,
            tables.Migrations,
            [
                .. ProgressColumns(record, evidence: null),
                ("applied_at", new ServerExpression(_sql.Now)),
                ("duration_ms", duration),
            ],
            Key(record.Kind, record.Identity)
        );

    /// <summary>Asks the server whether a condition holds.</summary>
    public Query Ask(FormattableString condition)
    {
        var values = new List<object?>();
        return new Query($"SELECT CASE WHEN {RowQuery.Compute(_sql, condition, values)} THEN 1 ELSE 0 END", values);
    }

    /// <param name="duration">Milliseconds, or an expression where the server knows better.</param>
    public Query InsertHistory(HistoryEntry entry, object? duration) =>
        _insertEntry.Of([
            ("database_name", database),
            ("operation", entry.Operation),
            ("kind", entry.Kind is { } kind ? RecordNames.Of(kind) : null),
            ("identity", entry.Identity),
            ("version", entry.Version),
            ("description", entry.Description),
            ("file_name", entry.File),
            ("outcome", entry.Outcome),
            ("happened_at", new ServerExpression(_sql.Now)),
            ("duration_ms", duration),
            ("happened_by", entry.By),
            ("artifact_name", entry.ArtifactName),
            ("artifact_version", entry.ArtifactVersion),
            ("tool_version", entry.ToolVersion),
            ("execution_id", entry.ExecutionId),
            ("error", entry.Error),
        ]);

    public MigrationRecord ReadRecord(DbDataReader row, bool withRollbackSql) =>
        new()
        {
            Database = database,
            Kind = RecordNames.ToKind(row.GetString(0)),
            Identity = row.GetString(1),
            Version = Text(row, 2),
            Description = row.GetString(3),
            File = row.GetString(4),
            UpgradeChecksum = row.GetString(5),
            RollbackChecksum = Text(row, 6),
            Directives = Text(row, 7),
            State = RecordNames.ToState(row.GetString(8)),
            Direction = RecordNames.ToDirection(row.GetString(9)),
            UnitsDone = (int)row.GetInt64(10),
            UnitsTotal = (int)row.GetInt64(11),
            UnitChecksums = Text(row, 12),
            UnitInDoubt = row.IsDBNull(13) ? null : (int)row.GetInt64(13),
            UnitEvidence = Text(row, 14),
            Error = Text(row, 15),
            AppliedAt = _sql.ReadTimestamp(row, 16),
            Duration = TimeSpan.FromMilliseconds(row.GetInt64(17)),
            AppliedBy = row.GetString(18),
            ArtifactName = Text(row, 19),
            ArtifactVersion = Text(row, 20),
            ToolVersion = row.GetString(21),
            ExecutionId = row.GetString(22),
            RollbackSql = withRollbackSql ? Text(row, 23) : null,
        };

    public HistoryEntry ReadEntry(DbDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            Text(row, 2) is { } kind ? RecordNames.ToKind(kind) : null,
            Text(row, 3),
            Text(row, 4),
            Text(row, 5),
            Text(row, 6),
            row.GetString(7),
            _sql.ReadTimestamp(row, 8),
            TimeSpan.FromMilliseconds(row.GetInt64(9)),
            row.GetString(10),
            Text(row, 11),
            Text(row, 12),
            row.GetString(13),
            row.GetString(14),
            Text(row, 15)
        );

    private static string? Text(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    private (string, object?)[] Key(MigrationKind kind, string identity) =>
        [("database_name", database), ("kind", RecordNames.Of(kind)), ("identity", identity)];

    private static (string, object?)[] ProgressColumns(MigrationRecord record, FormattableString? evidence) =>
        [
            ("state", RecordNames.Of(record.State)),
            ("units_done", record.UnitsDone),
            ("unit_checksums", record.UnitChecksums),
            ("unit_in_doubt", record.UnitInDoubt),
            ("unit_evidence", evidence ?? (object?)record.UnitEvidence),
            ("error", record.Error),
        ];

    private (string, object?)[] Columns(MigrationRecord record, object? duration, FormattableString? evidence) =>
        [
            ("version", record.Version),
            ("description", record.Description),
            ("file_name", record.File),
            ("upgrade_checksum", record.UpgradeChecksum),
            ("rollback_checksum", record.RollbackChecksum),
            ("rollback_sql", record.RollbackSql),
            ("directives", record.Directives),
            ("direction", RecordNames.Of(record.Direction)),
            ("units_total", record.UnitsTotal),
            .. ProgressColumns(record, evidence),
            ("applied_at", new ServerExpression(_sql.Now)),
            ("duration_ms", duration),
            ("applied_by", record.AppliedBy),
            ("artifact_name", record.ArtifactName),
            ("artifact_version", record.ArtifactVersion),
            ("tool_version", record.ToolVersion),
            ("execution_id", record.ExecutionId),
        ];
}
