namespace DbWarden.Migrations.Parsing;

/// <summary>What single bytes of a script are. Every byte that means something to a splitter is ASCII.</summary>
internal static class Characters
{
    public static bool IsLineEnd(byte value) => value is (byte)'\n' or (byte)'\r';

    /// <summary>White space within a line.</summary>
    public static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\f' or (byte)'\v';

    public static bool IsWhiteSpace(byte value) => IsBlank(value) || IsLineEnd(value);

    public static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    /// <summary>Whether a word can begin with it. All bytes of a multi-byte character count as letters, as they do for the engines.</summary>
    public static bool IsWordStart(byte value) => (value | 0x20) is >= 'a' and <= 'z' || value is (byte)'_' or >= 0x80;

    public static bool IsWordPart(byte value) => IsWordStart(value) || IsDigit(value) || value == (byte)'$';

    /// <summary>The offset of the first line end at or behind <paramref name="position"/>, or the text's length.</summary>
    public static int FindLineEnd(ReadOnlySpan<byte> text, int position)
    {
        int index = text[position..].IndexOfAny((byte)'\n', (byte)'\r');
        return index < 0 ? text.Length : position + index;
    }

    /// <summary>The offset behind the line end at <paramref name="position"/>; the same offset at the end of the text.</summary>
    public static int SkipLineEnd(ReadOnlySpan<byte> text, int position)
    {
        if (position >= text.Length)
        {
            return position;
        }

        return text[position..].StartsWith("\r\n"u8) ? position + 2 : position + 1;
    }

    public static int SkipBlanks(ReadOnlySpan<byte> text, int position)
    {
        while (position < text.Length && IsBlank(text[position]))
        {
            position++;
        }

        return position;
    }

    public static int SkipWhiteSpace(ReadOnlySpan<byte> text, int position)
    {
        while (position < text.Length && IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position;
    }

    /// <summary>The offset behind the character at <paramref name="position"/>, which may take several bytes.</summary>
    public static int FindCharacterEnd(ReadOnlySpan<byte> text, int position)
    {
        position++;
        while (position < text.Length && (text[position] & 0xC0) == 0x80)
        {
            position++;
        }

        return position;
    }

    /// <summary>The offset behind the word (or number) that begins at <paramref name="position"/>.</summary>
    public static int FindWordEnd(ReadOnlySpan<byte> text, int position)
    {
        bool isNumber = IsDigit(text[position]);
        position++;
        while (position < text.Length && (isNumber ? IsNumberPart(text[position]) : IsWordPart(text[position])))
        {
            position++;
        }

        return position;
    }

    /// <summary>Whether <paramref name="word"/> is <paramref name="keyword"/>, which is given in upper case.</summary>
    public static bool Is(this ReadOnlySpan<byte> word, ReadOnlySpan<byte> keyword)
    {
        if (word.Length != keyword.Length)
        {
            return false;
        }

        for (int index = 0; index < word.Length; index++)
        {
            byte value = word[index];
            if (value is >= (byte)'a' and <= (byte)'z')
            {
                value -= 0x20;
            }

            if (value != keyword[index])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A number runs on over letters and dots (<c>0x1F</c>, <c>1.5e3</c>), so that its dot qualifies no name.</summary>
    private static bool IsNumberPart(byte value) => IsDigit(value) || IsWordStart(value) || value == (byte)'.';
}
