namespace DbWarden.Deploy.Execution;

/// <summary>Recognises an <c>ALTER TABLE</c> that does nothing but add or drop one column.</summary>
internal static class ColumnStatement
{
    /// <summary>What the same verbs add and drop beside columns, where the word COLUMN is left out.</summary>
    private static readonly string[] Others =
    [
        "CONSTRAINT",
        "PRIMARY",
        "FOREIGN",
        "UNIQUE",
        "INDEX",
        "KEY",
        "FULLTEXT",
        "SPATIAL",
        "CHECK",
        "PARTITION",
        "PERIOD",
        "SYSTEM",
        "EXCLUDE",
    ];

    /// <param name="words">All words of the statement.</param>
    public static CatalogStatement? Of(IReadOnlyList<StatementWord> words)
    {
        if (!words[1].Is("TABLE"))
            return null;
        var position = words[2].Is("ONLY") ? 3 : 2;
        if (CatalogStatement.ReadName(words, ref position) is not { } table || position + 1 >= words.Count)
            return null;
        var verb = words[position++];
        if (!verb.Is("ADD") && !verb.Is("DROP"))
            return null;

        if (words[position].Is("COLUMN"))
            position++;
        else if (Others.Any(words[position].Is))
            return null;
        return CatalogStatement.ReadName(words, ref position) is [_] column && IsOneAction(words, position)
            ? new CatalogStatement(verb.Is("ADD"), "COLUMN", column, table)
            : null;
    }

    /// <summary>How it is done, which MySQL takes for actions of their own, does not count.</summary>
    private static bool IsOneAction(IReadOnlyList<StatementWord> words, int position)
    {
        var depth = 0;
        for (; position < words.Count; position++)
        {
            var word = words[position];
            if (word.Is("("))
                depth++;
            else if (word.Is(")"))
                depth--;
            else if (
                depth == 0
                && word.Is(",")
                && !words.Skip(position + 1).Take(1).Any(next => next.Is("ALGORITHM") || next.Is("LOCK"))
            )
                return false;
        }

        return true;
    }
}
