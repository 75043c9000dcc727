using System.Data.Common;
using System.Globalization;
using System.Text;
using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.MySql.Schemas;

internal static class MySqlEvents
{
    /// <summary>Reads a row of <see cref="MySqlCatalog.Events"/>.</summary>
    public static SchemaEvent Read(DbDataReader row)
    {
        var name = row.GetString(0);
        var once = Time(row, 1);
        var schedule = once is null ? $"EVERY {Interval(row.GetString(2))} {row.GetString(3)}" : $"AT {once}";
        var ends = Time(row, 5) is { } last ? $" ENDS {last}" : "";
        var keeps = row.GetString(7) == "PRESERVE" ? " ON COMPLETION PRESERVE" : "";
        var status = row.GetString(6);
        var comment = row.TextOrNull(9) is { Length: > 0 } text ? text : null;

        var sql = new StringBuilder();
        sql.Append(CultureInfo.InvariantCulture, $"CREATE EVENT {MySqlText.Quote(name)} ON SCHEDULE {schedule}");
        if (Time(row, 4) is { } first)
            sql.Append(CultureInfo.InvariantCulture, $" STARTS {first}");
        sql.Append(ends).Append(keeps).Append(status == "ENABLED" ? " ENABLE" : " DISABLE");
        if (comment is not null)
            sql.Append(CultureInfo.InvariantCulture, $" COMMENT {MySqlText.Literal(comment)}");
        sql.Append(" DO ").Append(row.GetString(8));
        return new SchemaEvent
        {
            Name = new ObjectName(null, name),
            Schedule = schedule + ends + keeps,
            Status = status,
            Definition = row.GetString(8),
            Comment = comment,
            Sql = new SqlText(sql.ToString(), row.GetString(10)),
        };
    }

    // A compound interval such as '1:30' HOUR_MINUTE needs its quotes, which the catalog may have left out.
    private static string Interval(string value) => value.All(char.IsAsciiDigit) || value.StartsWith('\'') ? value : $"'{value}'";

    private static string? Time(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal)
            ? null
            : $"'{row.GetDateTime(ordinal).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'";
}
