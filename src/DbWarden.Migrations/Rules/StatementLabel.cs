using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Rules;

/// <summary>Names a statement by its first words, such as <c>CREATE INDEX CONCURRENTLY</c>.</summary>
internal static class StatementLabel
{
    private const int MostWords = 3;
    private const int MostCharacters = 60;

    /// <summary>Never more than words: what a statement has in quotes may be a secret.</summary>
    public static string Of(ReadOnlySpan<byte> statement)
    {
        var end = 0;
        for (var (words, start) = (0, 0); words < MostWords; words++)
        {
            var wordEnd = start;
            while (wordEnd < statement.Length && Characters.IsWordPart(statement[wordEnd]))
                wordEnd++;
            if (wordEnd == start || wordEnd > MostCharacters)
                break;
            end = wordEnd;
            start = Characters.SkipBlanks(statement, wordEnd);
        }

        return end == 0 ? "this statement" : $"'{Utf8Text.Decode(statement[..end])}'";
    }
}
