using System.Text;

namespace DbWarden.Deploy.Databases.Sqlite.Schemas;

/// <summary>
/// SQL in one form, however it was typed: SQLite keeps the text of a statement, and rewrites parts of it when something is renamed,
/// so that the same table has many texts.
/// </summary>
internal static class SqliteText
{
    // Words whose case is a matter of taste. A column with one of these names must be quoted to be created at all, or nearly so.
    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "ACTION",
        "ALWAYS",
        "AND",
        "AS",
        "ASC",
        "AUTOINCREMENT",
        "BETWEEN",
        "CASCADE",
        "CASE",
        "CAST",
        "CHECK",
        "COLLATE",
        "CONFLICT",
        "CONSTRAINT",
        "CREATE",
        "DEFAULT",
        "DEFERRABLE",
        "DEFERRED",
        "DELETE",
        "DESC",
        "DISTINCT",
        "ELSE",
        "END",
        "ESCAPE",
        "EXISTS",
        "FALSE",
        "FOREIGN",
        "FROM",
        "GENERATED",
        "GLOB",
        "IMMEDIATE",
        "IN",
        "INDEX",
        "INITIALLY",
        "IS",
        "ISNULL",
        "KEY",
        "LIKE",
        "MATCH",
        "NO",
        "NOT",
        "NOTNULL",
        "NULL",
        "ON",
        "OR",
        "PRIMARY",
        "REFERENCES",
        "REGEXP",
        "RESTRICT",
        "SELECT",
        "SET",
        "STORED",
        "STRICT",
        "TABLE",
        "THEN",
        "TRUE",
        "UNIQUE",
        "UPDATE",
        "VIRTUAL",
        "WHEN",
        "WHERE",
        "WITHOUT",
        "ROWID",
    };

    /// <summary>The tokens on one line with the same blanks, capitals and quotes everywhere.</summary>
    public static string Join(IEnumerable<SqliteToken> tokens)
    {
        var text = new StringBuilder();
        SqliteToken? before = null;
        foreach (var token in tokens)
        {
            if (before is { } last && HasBlankBetween(last, token))
                text.Append(' ');
            text.Append(Write(token));
            before = token;
        }

        return text.ToString();
    }

    /// <summary>The text with its own layout, but without quotes that are not needed.</summary>
    public static string Unquote(string sql)
    {
        var text = new StringBuilder(sql.Length);
        var copied = 0;
        foreach (var token in SqliteTokenizer.Read(sql).Where(token => token.Kind == SqliteTokenKind.QuotedName))
        {
            text.Append(sql, copied, token.Start - copied).Append(Write(token));
            copied = token.End;
        }

        return text.Append(sql, copied, sql.Length - copied).ToString();
    }

    public static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    public static string WriteName(string name) => IsPlain(name) ? name : Quote(name);

    private static string Write(SqliteToken token) =>
        token.Kind switch
        {
            SqliteTokenKind.QuotedName => WriteName(token.Text),
            SqliteTokenKind.Word when Keywords.Contains(token.Text) => token.Text.ToUpperInvariant(),
            _ => token.Text,
        };

    private static bool IsPlain(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_' || character > 127);

    private static bool HasBlankBetween(SqliteToken left, SqliteToken right)
    {
        if (
            left.IsSymbol("(")
            || left.IsSymbol(".")
            || right.IsSymbol(")")
            || right.IsSymbol(",")
            || right.IsSymbol(".")
            || right.IsSymbol(";")
        )
            return false;
        // A call or a list of columns follows its name at once; a keyword such as CHECK or IN keeps its distance.
        return !right.IsSymbol("(")
            || left.Kind == SqliteTokenKind.Other
            || (left.Kind == SqliteTokenKind.Word && Keywords.Contains(left.Text));
    }
}
