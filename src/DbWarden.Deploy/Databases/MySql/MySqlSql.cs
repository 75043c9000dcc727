using System.Data.Common;
using System.Globalization;

namespace DbWarden.Deploy.Databases.MySql;

internal sealed class MySqlSql : EngineSql
{
    public override string Now => "UTC_TIMESTAMP(6)";

    public override string BeginWrite => "START TRANSACTION";

    // Waits as long as the session's innodb_lock_wait_timeout, which is short on our connections; NOWAIT is not known to every version.
    public override string ForUpdate => " FOR UPDATE";

    public override string TableOptions => " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    // A plain read would be answered from the transaction's snapshot.
    public override string KeepLease => " LOCK IN SHARE MODE";

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
