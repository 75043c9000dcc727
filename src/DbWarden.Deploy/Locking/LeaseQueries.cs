using System.Data.Common;
using System.Globalization;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Locking;

/// <summary>Every statement about <c>__dbwarden_lock</c>, and how its row is read.</summary>
internal sealed class LeaseQueries(RecordTables tables, string database)
{
    private readonly EngineSql _sql = tables.Sql;

    /// <summary>Tells this lease from every other on the server.</summary>
    public string Scope { get; } = $"{tables.Lock} {database}";

    public Query Read { get; } = new(SelectRow(tables), [database]);

    /// <summary>Reads the row and keeps it from changing until the transaction ends.</summary>
    public Query ReadForUpdate { get; } = new(SelectRow(tables) + tables.Sql.ForUpdate, [database]);

    /// <summary>The newest layout that any row was written with; null in an empty table.</summary>
    public Query ReadFormat { get; } = new($"SELECT MAX(format) FROM {tables.Lock}");

    public Query InsertFree =>
        RowQuery.Insert(
            _sql,
            tables.Lock,
            [("database_name", database), ("format", RecordTables.Format), ("fence", 0), ("execution_id", null)]
        );

    /// <param name="format">The layout that the row has been met with: one that says more than a layout stays.</param>
    public Query Take(LeaseToken token, LeaseClaim claim, int format)
    {
        var identity = claim.Identity;
        return RowQuery.Update(
            _sql,
            tables.Lock,
            [
                ("format", Math.Max(format, RecordTables.Format)),
                ("execution_id", token.ExecutionId),
                ("fence", token.Fence),
                ("server", claim.Facts.Server),
                ("connection_ids", JoinIds([claim.Facts.ConnectionId])),
                ("client_host", identity.ClientHost),
                ("boot_id", identity.BootId),
                ("process_id", identity.ProcessId),
                ("process_started", identity.ProcessStarted),
                ("database_user", claim.Facts.User),
                ("tool_version", identity.ToolVersion),
                ("operation", claim.Operation),
                ("migration", null),
                ("unit", null),
                ("acquired_at", new ServerExpression(_sql.Now)),
                ("heartbeat_at", new ServerExpression(_sql.Now)),
                ("ttl_seconds", (long)claim.Ttl.TotalSeconds),
            ],
            [("database_name", database)]
        );
    }

    /// <summary>Tells the others that the holder is alive, and what it is doing. Changes no row if the lease is lost.</summary>
    public Query Heartbeat(LeaseToken token, LeaseActivity activity) =>
        RowQuery.Update(
            _sql,
            tables.Lock,
            [
                ("heartbeat_at", new ServerExpression(_sql.Now)),
                ("migration", activity.Migration),
                ("unit", activity.Unit),
                ("connection_ids", JoinIds(activity.ConnectionIds)),
            ],
            Key(token)
        );

    /// <summary>Frees the lease; the fence stays, and nobody gets the same number again.</summary>
    public Query Release(LeaseToken token) =>
        RowQuery.Update(_sql, tables.Lock, [("execution_id", null), ("migration", null), ("unit", null)], Key(token));

    /// <summary>Takes the lease away from its holder: with the fence grown, whatever it still tries fails.</summary>
    public Query Free(LeaseRow row) =>
        RowQuery.Update(
            _sql,
            tables.Lock,
            [("execution_id", null), ("fence", row.Fence + 1), ("migration", null), ("unit", null)],
            [("database_name", database)]
        );

    /// <summary>The fence of a work session: whether it fails on the server once the lease is lost, or finds nothing, is the engine's affair.</summary>
    public Query Fence(LeaseToken token) => new(_sql.Fence(tables.Lock, IsHeld(firstParameter: 1)), KeyValues(token));

    /// <summary>The same as a text that holds its values, and can stand in front of a statement that is not ours.</summary>
    /// <param name="literal">How a string is written so that it means the same under every setting.</param>
    public string FenceText(LeaseToken token, Func<string, string> literal) =>
        _sql.Fence(tables.Lock, IsHeld(literal(database), literal(token.ExecutionId), RowQuery.Literal(token.Fence)));

    /// <summary>Finds one row as long as the lease is held, and keeps it from being taken away until the transaction ends.</summary>
    public Query Keep(LeaseToken token) => new(SelectKept(firstParameter: 1), KeyValues(token));

    /// <summary>Keeps it likewise by a write. Changes no row if the lease is lost.</summary>
    public Query Touch(LeaseToken token) =>
        RowQuery.Update(_sql, tables.Lock, [("heartbeat_at", new ServerExpression(_sql.Now))], Key(token));

    /// <summary>
    /// A write that a transaction makes and takes back: no lease is touched, and yet it waits for its turn behind everything that the
    /// nodes of a cluster have agreed to do before.
    /// </summary>
    public IReadOnlyList<Query> Probe(string executionId) =>
        [
            RowQuery.Insert(
                _sql,
                tables.Lock,
                [("database_name", ProbeName(executionId)), ("format", RecordTables.Format), ("fence", 0)]
            ),
            RowQuery.Delete(_sql, tables.Lock, [("database_name", ProbeName(executionId))]),
        ];

    /// <summary>No database can have that name.</summary>
    private static string ProbeName(string executionId) => "probe: " + executionId;

    /// <summary>Makes an UPDATE or DELETE change nothing once the lease is lost.</summary>
    public Query WhileHeld(LeaseToken token, Query write) =>
        new($"{write.Sql} AND EXISTS ({SelectKept(write.Values.Count + 1)})", [.. write.Values, .. KeyValues(token)]);

    /// <summary>The end of a query that finds one row as long as the lease is held; its values are <see cref="KeyValues"/>.</summary>
    public string FromHeld(int firstParameter) => $"FROM {tables.Lock} WHERE {IsHeld(firstParameter)}{_sql.KeepLease}";

    private string SelectKept(int firstParameter) => "SELECT 1 " + FromHeld(firstParameter);

    private string IsHeld(int firstParameter) =>
        IsHeld(_sql.Parameter(firstParameter), _sql.Parameter(firstParameter + 1), _sql.Parameter(firstParameter + 2));

    private static string IsHeld(string database, string executionId, string fence) =>
        $"database_name = {database} AND execution_id = {executionId} AND fence = {fence}";

    public object?[] KeyValues(LeaseToken token) => [database, token.ExecutionId, token.Fence];

    public LeaseRow ReadRow(DbDataReader row) =>
        new()
        {
            Format = (int)row.GetInt64(0),
            ExecutionId = Text(row, 1),
            Fence = row.GetInt64(2),
            Server = Text(row, 3),
            ConnectionIds = SplitIds(Text(row, 4)),
            ClientHost = Text(row, 5),
            BootId = Text(row, 6),
            ProcessId = Number(row, 7),
            ProcessStarted = Text(row, 8),
            DatabaseUser = Text(row, 9),
            ToolVersion = Text(row, 10),
            Operation = Text(row, 11),
            Migration = Text(row, 12),
            Unit = Number(row, 13),
            AcquiredAt = row.IsDBNull(14) ? null : _sql.ReadTimestamp(row, 14),
            HeartbeatAt = row.IsDBNull(15) ? null : _sql.ReadTimestamp(row, 15),
            SinceHeartbeat = row.IsDBNull(16) ? TimeSpan.Zero : TimeSpan.FromSeconds(row.GetDouble(16)),
            Ttl = TimeSpan.FromSeconds(Number(row, 17) ?? 0),
        };

    private static string SelectRow(RecordTables tables) =>
        "SELECT format, execution_id, fence, server, connection_ids, client_host, boot_id, process_id, process_started, database_user, "
        + $"tool_version, operation, migration, unit, acquired_at, heartbeat_at, {tables.Sql.SecondsSince("heartbeat_at")}, ttl_seconds "
        + $"FROM {tables.Lock} WHERE database_name = {tables.Sql.Parameter(1)}";

    private static string JoinIds(IReadOnlyList<long> ids) => string.Join(',', ids.Select(RowQuery.Literal));

    private static long[] SplitIds(string? ids) =>
        ids is null
            ? []
            :
            [
                .. ids.Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(id => long.Parse(id, CultureInfo.InvariantCulture)),
            ];

    private static string? Text(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    private static int? Number(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : (int)row.GetInt64(ordinal);

    private (string, object?)[] Key(LeaseToken token) =>
        [("database_name", database), ("execution_id", token.ExecutionId), ("fence", token.Fence)];
}
