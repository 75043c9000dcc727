using System.Data.Common;
using System.Globalization;
using DbWarden.Deploy.Execution;

namespace DbWarden.Deploy.Databases.MySql;

internal class MySqlSql : EngineSql
{
    public override string Now => "UTC_TIMESTAMP(6)";

    // A client that vanishes in the middle of a transaction must not keep its locks for as long as one may idle outside of it.
    public override string BeginWrite => $"SET {MySqlIdling.EndSoon}; START TRANSACTION";

    public override string Commit => "COMMIT; SET " + MySqlIdling.Allow;

    public override string Rollback => "ROLLBACK; SET " + MySqlIdling.Allow;

    // Waits as long as the session's innodb_lock_wait_timeout, which is short on our connections; NOWAIT is not known to every version.
    public override string ForUpdate => " FOR UPDATE";

    public override string TableOptions => " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    // A plain read would be answered from the transaction's snapshot.
    public override string KeepLease => " LOCK IN SHARE MODE";

    public override bool NotesUnitsTogether => true;

    /// <summary>
    /// A value that cannot be computed: in COALESCE, behind a condition that must hold, it fails the statement and with it everything that
    /// stands behind it in the packet. SET gives no rows: behind rows, the driver does not get over a cancelled statement.
    /// </summary>
    public const string Failing = "(SELECT 1 UNION ALL SELECT 2)";

    public override string Fence(string table, string condition) =>
        $"SET @dbwarden_fence = COALESCE((SELECT 1 FROM {table} WHERE {condition}{KeepLease}), {Failing})";

    public override FormattableString? IsThere(CatalogStatement statement)
    {
        var name = statement.Name[^1].Text;
        var schema = statement.Name.Count > 1 ? statement.Name[0].Text : null;
        return statement.Kind switch
        {
            "TABLE" or "VIEW" or "SEQUENCE" =>
                $"EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = COALESCE({schema}, DATABASE()) AND table_name = {name})",
            "INDEX" when statement.Table is [.., var table] =>
                $"EXISTS (SELECT 1 FROM information_schema.statistics WHERE table_schema = COALESCE({(statement.Table.Count > 1 ? statement.Table[0].Text : null)}, DATABASE()) AND table_name = {table.Text} AND index_name = {name})",
            "COLUMN" when statement.Table is [.., var table] =>
                $"EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = COALESCE({(statement.Table.Count > 1 ? statement.Table[0].Text : null)}, DATABASE()) AND table_name = {table.Text} AND column_name = {name})",
            "PROCEDURE" or "FUNCTION" =>
                $"EXISTS (SELECT 1 FROM information_schema.routines WHERE routine_schema = COALESCE({schema}, DATABASE()) AND routine_type = {statement.Kind} AND routine_name = {name})",
            "TRIGGER" =>
                $"EXISTS (SELECT 1 FROM information_schema.triggers WHERE trigger_schema = COALESCE({schema}, DATABASE()) AND trigger_name = {name})",
            "EVENT" =>
                $"EXISTS (SELECT 1 FROM information_schema.events WHERE event_schema = COALESCE({schema}, DATABASE()) AND event_name = {name})",
            _ => null,
        };
    }

    public override string Quote(string name) => '`' + name.Replace("`", "``", StringComparison.Ordinal) + '`';

    public override string Parameter(int number) => "?";

    public override string ParameterName(int number) => "";

    public override string TypeOf(ColumnType type) =>
        type switch
        {
            ColumnType.Key => "VARCHAR(255)",
            ColumnType.ShortText => "VARCHAR(512)",
            ColumnType.Text => "LONGTEXT",
            ColumnType.Number => "BIGINT",
            ColumnType.GeneratedNumber => "BIGINT AUTO_INCREMENT",
            ColumnType.Timestamp => "DATETIME(6)",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, message: null),
        };

    public override string SecondsSince(string column) =>
        string.Create(CultureInfo.InvariantCulture, $"TIMESTAMPDIFF(MICROSECOND, {column}, UTC_TIMESTAMP(6)) / 1e6");

    public override DateTimeOffset ReadTimestamp(DbDataReader reader, int ordinal) =>
        new(DateTime.SpecifyKind(reader.GetDateTime(ordinal), DateTimeKind.Utc));
}
