using System.Text;

namespace DbWarden.Deploy.Schemas.Scratch;

/// <summary>The words and signs of a statement, without its comments and strings. Bodies in dollar quotes are read like the rest.</summary>
internal static class SqlWords
{
    /// <param name="hasHashComments">Whether <c>#</c> begins a comment, as in MySQL.</param>
    public static List<string> Read(string sql, bool hasHashComments)
    {
        var words = new List<string>();
        var position = 0;
        while (position < sql.Length)
        {
            var character = sql[position];
            if (char.IsWhiteSpace(character))
                position++;
            else if (At(sql, position, "--") || (hasHashComments && character == '#'))
                position = EndOf(sql, position, "\n");
            // What MySQL runs although it stands in a comment is no comment.
            else if (At(sql, position, "/*") && !At(sql, position, "/*!") && !At(sql, position, "/*M!"))
                position = EndOf(sql, position + 2, "*/");
            else if (character == '\'')
                position = EndOfQuoted(sql, position, hasHashComments);
            else if (character is '"' or '`')
                position = AddQuoted(words, sql, position);
            else if (IsWord(character))
                position = AddWord(words, sql, position);
            else
                words.Add(sql[position++].ToString());
        }

        return words;
    }

    /// <summary>Whether the words stand in this order somewhere; each is one word or several divided by a bar.</summary>
    public static string? FindPhrase(IReadOnlyList<string> words, params string[] phrase)
    {
        for (var i = 0; i + phrase.Length <= words.Count; i++)
        {
            if (
                phrase
                    .Select((choices, offset) => choices.Split('|').Contains(words[i + offset], StringComparer.OrdinalIgnoreCase))
                    .All(found => found)
            )
                return string.Join(' ', words.Skip(i).Take(phrase.Length)).ToUpperInvariant();
        }

        return null;
    }

    private static int AddWord(List<string> words, string sql, int start)
    {
        var end = start;
        while (end < sql.Length && (IsWord(sql[end]) || sql[end] == '$'))
            end++;
        words.Add(sql[start..end]);
        return end;
    }

    private static int AddQuoted(List<string> words, string sql, int start)
    {
        var name = new StringBuilder();
        var position = start + 1;
        for (; position < sql.Length; position++)
        {
            if (sql[position] == sql[start] && (position + 1 == sql.Length || sql[position + 1] != sql[start]))
                break;
            if (sql[position] == sql[start])
                position++;
            name.Append(sql[position]);
        }

        words.Add(name.ToString());
        return Math.Min(position + 1, sql.Length);
    }

    private static int EndOfQuoted(string sql, int start, bool hasEscapes)
    {
        var position = start + 1;
        while (position < sql.Length && sql[position] != '\'')
            position += hasEscapes && sql[position] == '\\' ? 2 : 1;
        return Math.Min(position + 1, sql.Length);
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static bool At(string sql, int position, string text) =>
        string.CompareOrdinal(sql, position, text, 0, text.Length) == 0;

    private static int EndOf(string sql, int position, string text)
    {
        var found = position >= sql.Length ? -1 : sql.IndexOf(text, position, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + text.Length;
    }
}
