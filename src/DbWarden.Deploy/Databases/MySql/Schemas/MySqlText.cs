using System.Text;

namespace DbWarden.Deploy.Databases.MySql.Schemas;

/// <summary>Finds its way in statements as <c>SHOW CREATE</c> prints them.</summary>
internal static class MySqlText
{
    public static string Quote(string name) => '`' + name.Replace("`", "``", StringComparison.Ordinal) + '`';

    public static string Literal(string text) =>
        $"'{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)}'";

    /// <summary>A string that means the same whatever the session is set to, and is compared byte by byte.</summary>
    public static string BinaryLiteral(string text) =>
        $"_utf8mb4 0x{Convert.ToHexString(Encoding.UTF8.GetBytes(text))} COLLATE utf8mb4_bin";

    /// <summary>The statement without its DEFINER, which is an owner and no part of the schema.</summary>
    public static string WithoutDefiner(string sql)
    {
        const string Word = "DEFINER=";
        var start = sql.IndexOf(Word, StringComparison.Ordinal);
        // In front of the kind of object, and so of every name that could hold the word.
        if (start < 0 || start > sql.IndexOf('`', StringComparison.Ordinal))
            return sql;
        var end = EndOfQuoted(sql, start + Word.Length);
        if (end < sql.Length && sql[end] == '@')
            end = EndOfQuoted(sql, end + 1);
        return sql[..start] + sql[end..].TrimStart(' ');
    }

    /// <summary>A sequence in a default is written with its database, which a copy of the schema does not have.</summary>
    public static string WithoutDatabase(string database, string sql) =>
        sql.Replace($"val({Quote(database)}.`", "val(`", StringComparison.Ordinal);

    /// <summary>Where the quoted text that begins at <paramref name="start"/> ends.</summary>
    public static int EndOfQuoted(string sql, int start)
    {
        var quote = sql[start];
        for (var position = start + 1; position < sql.Length; position++)
        {
            if (quote == '\'' && sql[position] == '\\')
                position++;
            else if (sql[position] == quote && (position + 1 == sql.Length || sql[position + 1] != quote))
                return position + 1;
            else if (sql[position] == quote)
                position++;
        }

        return sql.Length;
    }

    /// <summary>The names in back-ticks within the first parentheses.</summary>
    public static IReadOnlyList<string> NamesInParentheses(string sql)
    {
        var names = new List<string>();
        var open = sql.IndexOf('(', StringComparison.Ordinal);
        for (var position = open + 1; open >= 0 && position < sql.Length && sql[position] != ')'; position++)
        {
            if (sql[position] != '`')
                continue;
            var end = EndOfQuoted(sql, position);
            names.Add(Unquote(sql[position..end]));
            position = end - 1;
        }

        return names;
    }

    public static string Unquote(string name) => name[1..^1].Replace("``", "`", StringComparison.Ordinal);

    /// <summary>Takes one table option with its value out of a list of options.</summary>
    public static string WithoutOption(string options, string option)
    {
        var start = options.IndexOf($"{option}=", StringComparison.Ordinal);
        // One that stands inside a quoted value is none; the comment and other texts come last.
        var quote = options.IndexOf('\'', StringComparison.Ordinal);
        if (start < 0 || (quote >= 0 && quote < start))
            return options;
        var value = start + option.Length + 1;
        var end = value < options.Length && options[value] == '\'' ? EndOfQuoted(options, value) : options.IndexOf(' ', value);
        var rest = end < 0 ? "" : options[end..].TrimStart(' ');
        return new StringBuilder(options, 0, start, options.Length).Append(rest).ToString().TrimEnd(' ');
    }
}
