using DbWarden.Migrations.Dialects;

namespace DbWarden.Deploy.Execution;

/// <summary>
/// A statement that creates or drops exactly one named object or column, so that the catalog tells whether it took effect.
/// <c>OR REPLACE</c> and <c>IF [NOT] EXISTS</c> succeed either way, and are none.
/// </summary>
/// <param name="Creates">Whether it creates the object, rather than dropping it.</param>
/// <param name="Kind">As the statement spells it, in capitals: <c>TABLE</c>, <c>INDEX</c>, <c>MATERIALIZED VIEW</c>, <c>COLUMN</c> …</param>
/// <param name="Name">The object's name, with that of its schema in front where the statement says it.</param>
/// <param name="Table">The table of an index or a column; null where the statement does not say it.</param>
internal sealed record CatalogStatement(
    bool Creates,
    string Kind,
    IReadOnlyList<StatementWord> Name,
    IReadOnlyList<StatementWord>? Table
)
{
    // A body may be longer; its statement is recognised by the beginning.
    private const int LongestBeginning = 4096;

    private static readonly string[] Adjectives = ["UNIQUE", "FULLTEXT", "SPATIAL", "CONCURRENTLY", "UNLOGGED"];
    private static readonly string[] Kinds =
    [
        "TABLE",
        "VIEW",
        "MATERIALIZED VIEW",
        "INDEX",
        "SEQUENCE",
        "TRIGGER",
        "PROCEDURE",
        "FUNCTION",
        "EVENT",
    ];

    /// <summary>Null for any other statement.</summary>
    public static CatalogStatement? Of(ScriptStatement statement)
    {
        if (!statement.Traits.HasFlag(StatementTraits.ChangesDefinitions))
            return null;
        var words = StatementWord.Read(statement.Bytes.Span[..Math.Min(statement.Bytes.Length, LongestBeginning)]);
        if (words.Count < 3)
            return null;
        if (words[0].Is("ALTER"))
            return statement.Bytes.Length <= LongestBeginning ? ColumnStatement.Of(words) : null;
        if (!(words[0].Is("CREATE") || words[0].Is("DROP")))
            return null;
        var creates = words[0].Is("CREATE");

        var position = 1;
        SkipAdjectives(words, ref position);
        var kind =
            words[position].Is("MATERIALIZED") && position + 1 < words.Count
                ? "MATERIALIZED " + words[++position].Text
                : words[position].Text;
        kind = kind.ToUpperInvariant();
        position++;
        SkipAdjectives(words, ref position);
        if (!Kinds.Contains(kind) || ReadName(words, ref position) is not { } name)
            return null;

        IReadOnlyList<StatementWord>? table = null;
        if (kind == "INDEX" && position < words.Count && words[position].Is("ON"))
        {
            position++;
            table = ReadName(words, ref position);
        }

        var rest = words.Skip(position);
        var isWhole = statement.Bytes.Length <= LongestBeginning;
        var isClear = creates
            // A table that is filled by its own statement may be there without its rows.
            ? kind != "TABLE" || (isWhole && !rest.Any(word => word.Is("SELECT")))
            // Several, or something that may change its meaning.
            : isWhole && rest.All(word => word.Is("CASCADE") || word.Is("RESTRICT"));
        return isClear ? new CatalogStatement(creates, kind, name, table) : null;
    }

    private static void SkipAdjectives(List<StatementWord> words, ref int position)
    {
        while (position < words.Count - 1 && Adjectives.Any(words[position].Is))
            position++;
    }

    /// <summary>Null where no name stands there, or one that an <c>IF [NOT] EXISTS</c> makes meaningless.</summary>
    public static List<StatementWord>? ReadName(IReadOnlyList<StatementWord> words, ref int position)
    {
        var name = new List<StatementWord>();
        do
        {
            // IF begins IF [NOT] EXISTS, and ON an index without a name.
            if (position >= words.Count || !words[position].IsName || words[position].Is("IF") || words[position].Is("ON"))
                return null;
            name.Add(words[position++]);
        } while (position < words.Count && words[position].Is(".") && ++position > 0);
        return name;
    }
}
