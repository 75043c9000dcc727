namespace DbWarden.Deploy.Databases.Sqlite.Schemas;

/// <summary>One clause of a column or a table constraint, such as <c>CHECK (a > 0)</c>.</summary>
/// <param name="Name">From CONSTRAINT; null without one.</param>
/// <param name="Keyword">The first word, in upper case.</param>
internal sealed record SqliteClause(string? Name, string Keyword, List<SqliteToken> Tokens);

/// <summary>Cuts what stands behind a column's name, or a table constraint, into clauses.</summary>
internal static class SqliteClauses
{
    private static readonly string[] Starts =
    [
        "PRIMARY",
        "NOT",
        "NULL",
        "UNIQUE",
        "CHECK",
        "DEFAULT",
        "COLLATE",
        "REFERENCES",
        "GENERATED",
        "AS",
        "FOREIGN",
    ];

    public static bool IsTableConstraint(SqliteToken token) =>
        token.Is("CONSTRAINT") || token.Is("PRIMARY") || token.Is("UNIQUE") || token.Is("CHECK") || token.Is("FOREIGN");

    public static IEnumerable<SqliteClause> Read(List<SqliteToken> tokens)
    {
        string? name = null;
        var depth = 0;
        var start = -1;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (depth == 0 && (tokens[i].Is("CONSTRAINT") || BeginsClause(tokens, i, start)))
            {
                if (start >= 0)
                    yield return Clause(name, tokens[start..i]);
                if (tokens[i].Is("CONSTRAINT") && i + 1 < tokens.Count)
                {
                    name = tokens[i + 1].Name;
                    start = -1;
                    i++;
                    continue;
                }

                name = start >= 0 ? null : name;
                start = i;
            }

            depth +=
                tokens[i].IsSymbol("(") ? 1
                : tokens[i].IsSymbol(")") ? -1
                : 0;
        }

        if (start >= 0)
            yield return Clause(name, tokens[start..]);
    }

    private static SqliteClause Clause(string? name, List<SqliteToken> tokens) =>
        new(name, tokens[0].Text.ToUpperInvariant(), tokens);

    private static bool BeginsClause(List<SqliteToken> tokens, int i, int start)
    {
        if (!Array.Exists(Starts, tokens[i].Is))
            return false;
        var before = i > 0 ? tokens[i - 1] : default;
        // NOT NULL, NOT DEFERRABLE, ON DELETE SET NULL, ON UPDATE SET DEFAULT, DEFAULT NULL, GENERATED ALWAYS AS, FOREIGN KEY … REFERENCES
        if (tokens[i].Is("NULL"))
            return !before.Is("NOT") && !before.Is("SET") && !before.Is("DEFAULT");
        if (tokens[i].Is("DEFAULT"))
            return !before.Is("SET");
        if (tokens[i].Is("NOT"))
            return i + 1 < tokens.Count && tokens[i + 1].Is("NULL");
        if (tokens[i].Is("AS"))
            return !before.Is("ALWAYS");
        return !tokens[i].Is("REFERENCES") || start < 0 || !tokens[start].Is("FOREIGN");
    }
}
