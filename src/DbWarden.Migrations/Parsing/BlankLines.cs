namespace DbWarden.Migrations.Parsing;

/// <summary>Cuts blank lines off the ends of a text.</summary>
internal static class BlankLines
{
    /// <summary>
    /// The text from the start of its first line that is not blank to the end of its last such line, which loses its line end. Indentation stays.
    /// </summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        var start = 0;
        for (var i = 0; i < text.Length && Characters.IsWhiteSpace(text[i]); i++)
        {
            if (Characters.IsLineEnd(text[i]))
                start = i + 1;
        }

        var end = text.Length;
        for (var i = text.Length - 1; i >= start && Characters.IsWhiteSpace(text[i]); i--)
        {
            if (Characters.IsLineEnd(text[i]))
                end = i;
        }

        // Only blanks, in a last line without an end of its own.
        var rest = text[start..end];
        return end == text.Length && IsBlank(rest) ? default : rest;
    }

    private static bool IsBlank(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
        {
            if (!Characters.IsWhiteSpace(value))
                return false;
        }

        return true;
    }
}
