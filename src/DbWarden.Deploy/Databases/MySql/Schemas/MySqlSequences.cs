using System.Globalization;
using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.MySql.Schemas;

/// <summary>MariaDB's sequences, as <c>SHOW CREATE SEQUENCE</c> prints them.</summary>
internal static class MySqlSequences
{
    public static SchemaSequence Parse(string name, string sql)
    {
        var words = sql[MySqlText.EndOfQuoted(sql, sql.IndexOf('`', StringComparison.Ordinal))..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var type = Array.IndexOf(words, "as");
        return new SchemaSequence
        {
            Name = new ObjectName(null, name),
            Type = type < 0 ? null : string.Join(' ', words[(type + 1)..].TakeWhile(word => word != "start")),
            Start = Behind("start", "with"),
            Minimum = Behind("minvalue"),
            Maximum = Behind("maxvalue"),
            Increment = Behind("increment", "by"),
            Cache = words.Contains("nocache") ? 0 : Behind("cache"),
            Cycles = words.Contains("cycle"),
            Sql = sql,
        };

        long Behind(params string[] before) =>
            long.Parse(words[Array.IndexOf(words, before[0]) + before.Length], CultureInfo.InvariantCulture);
    }
}
