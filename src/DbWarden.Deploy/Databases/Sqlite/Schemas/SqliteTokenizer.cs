namespace DbWarden.Deploy.Databases.Sqlite.Schemas;

/// <summary>Takes apart SQL from <c>sqlite_schema</c>. Comments and blanks are dropped.</summary>
internal static class SqliteTokenizer
{
    private static readonly string[] LongSymbols = ["->>", "->", "||", "<=", ">=", "<>", "<<", ">>", "==", "!="];

    public static List<SqliteToken> Read(string sql)
    {
        var tokens = new List<SqliteToken>();
        var position = 0;
        while ((position = SkipBlanks(sql, position)) < sql.Length)
        {
            var token = ReadToken(sql, position);
            tokens.Add(token);
            position = token.End;
        }

        return tokens;
    }

    private static int SkipBlanks(string sql, int position)
    {
        while (position < sql.Length)
        {
            if (char.IsWhiteSpace(sql[position]))
                position++;
            else if (At(sql, position, "--"))
                position = EndOf(sql, position, "\n");
            else if (At(sql, position, "/*"))
                position = EndOf(sql, position + 2, "*/");
            else
                break;
        }

        return position;
    }

    private static SqliteToken ReadToken(string sql, int start) =>
        sql[start] switch
        {
            '\'' => new(SqliteTokenKind.String, start, EndOfQuoted(sql, start, '\''), sql[start..EndOfQuoted(sql, start, '\'')]),
            '"' or '`' => QuotedName(sql, start, EndOfQuoted(sql, start, sql[start]), sql[start]),
            '[' => QuotedName(sql, start, EndOf(sql, start, "]"), ']'),
            var first when IsWordStart(first) => Plain(SqliteTokenKind.Word, sql, start, EndOfWord(sql, start)),
            var first when char.IsAsciiDigit(first) => Plain(SqliteTokenKind.Other, sql, start, EndOfNumber(sql, start)),
            _ => Plain(
                SqliteTokenKind.Other,
                sql,
                start,
                start + (LongSymbols.FirstOrDefault(symbol => At(sql, start, symbol))?.Length ?? 1)
            ),
        };

    private static SqliteToken Plain(SqliteTokenKind kind, string sql, int start, int end) =>
        new(kind, start, end, sql[start..end]);

    private static SqliteToken QuotedName(string sql, int start, int end, char quote)
    {
        var name = sql[(start + 1)..Math.Max(start + 1, end - 1)];
        if (quote != ']')
            name = name.Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal);
        return new(SqliteTokenKind.QuotedName, start, end, name);
    }

    private static bool At(string sql, int position, string text) =>
        string.CompareOrdinal(sql, position, text, 0, text.Length) == 0;

    private static int EndOf(string sql, int position, string text)
    {
        var found = sql.IndexOf(text, position, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + text.Length;
    }

    private static int EndOfQuoted(string sql, int start, char quote)
    {
        for (var position = start + 1; position < sql.Length; position++)
        {
            if (sql[position] != quote)
                continue;
            if (position + 1 == sql.Length || sql[position + 1] != quote)
                return position + 1;
            position++;
        }

        return sql.Length;
    }

    private static int EndOfWord(string sql, int position)
    {
        while (position < sql.Length && (IsWordStart(sql[position]) || char.IsAsciiDigit(sql[position]) || sql[position] == '$'))
            position++;
        return position;
    }

    private static int EndOfNumber(string sql, int position)
    {
        while (position < sql.Length && (char.IsAsciiLetterOrDigit(sql[position]) || sql[position] is '.' or '_'))
            position++;
        return position;
    }

    // Every character beyond ASCII counts as a letter to SQLite.
    private static bool IsWordStart(char character) => char.IsAsciiLetter(character) || character == '_' || character > 127;
}
