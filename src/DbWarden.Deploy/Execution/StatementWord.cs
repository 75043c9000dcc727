using System.Runtime.InteropServices;
using System.Text;

namespace DbWarden.Deploy.Execution;

/// <summary>A word or a sign of a statement.</summary>
/// <param name="Text">Without its quotes.</param>
/// <param name="IsQuoted">Whether it stood in quotes, and so is a name whatever it looks like.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StatementWord(string Text, bool IsQuoted)
{
    public bool IsName => IsQuoted || IsWordCharacter(Text[0]);

    public bool Is(string word) => !IsQuoted && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The words of <paramref name="sql"/> without its comments. Strings are read as words in quotes.</summary>
    public static List<StatementWord> Read(ReadOnlySpan<byte> sql)
    {
        var text = Encoding.UTF8.GetString(sql);
        var words = new List<StatementWord>();
        var position = 0;
        while (position < text.Length)
        {
            var rest = text.AsSpan(position);
            if (char.IsWhiteSpace(rest[0]))
                position++;
            else if (rest.StartsWith("--", StringComparison.Ordinal) || rest[0] == '#')
                position += LengthTo(rest, "\n");
            else if (rest.StartsWith("/*", StringComparison.Ordinal))
                position += LengthTo(rest, "*/");
            else if (rest[0] is '"' or '`' or '[' or '\'')
                position += AddQuoted(words, rest);
            else
                position += AddWord(words, rest);
        }

        return words;
    }

    private static int AddWord(List<StatementWord> words, ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsWordCharacter(text[length]))
            length++;
        length = Math.Max(length, 1);
        words.Add(new StatementWord(text[..length].ToString(), IsQuoted: false));
        return length;
    }

    private static int AddQuoted(List<StatementWord> words, ReadOnlySpan<char> text)
    {
        var closing = text[0] == '[' ? ']' : text[0];
        var name = new StringBuilder();
        var position = 1;
        for (; position < text.Length; position++)
        {
            var isClosing = text[position] == closing;
            // Twice, it stands for itself.
            if (isClosing && (position + 1 == text.Length || text[position + 1] != closing))
                break;
            if (isClosing)
                position++;
            name.Append(text[position]);
        }

        words.Add(new StatementWord(name.ToString(), IsQuoted: true));
        return Math.Min(position + 1, text.Length);
    }

    private static int LengthTo(ReadOnlySpan<char> text, string end)
    {
        var found = text.IndexOf(end, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + end.Length;
    }

    private static bool IsWordCharacter(char character) => char.IsLetterOrDigit(character) || character is '_' or '$';
}
