namespace DbWarden.Migrations.Parsing;

/// <summary>Finds the end of quoted text. Every method gives the offset behind the closing quote, or -1 where there is none.</summary>
internal static class QuotedText
{
    /// <summary>Text in which a doubled quote stands for one.</summary>
    /// <param name="start">Offset of the opening quote.</param>
    public static int FindEnd(ReadOnlySpan<byte> text, int start)
    {
        byte quote = text[start];
        int position = start + 1;
        while (true)
        {
            int length = text[position..].IndexOf(quote);
            if (length < 0)
            {
                return -1;
            }

            position += length + 1;
            if (position == text.Length || text[position] != quote)
            {
                return position;
            }

            position++;
        }
    }

    /// <summary>Text in which a doubled quote stands for one, and a backslash takes the next byte's meaning away.</summary>
    /// <param name="start">Offset of the opening quote.</param>
    public static int FindEndWithEscapes(ReadOnlySpan<byte> text, int start)
    {
        byte quote = text[start];
        int position = start + 1;
        while (true)
        {
            int length = text[position..].IndexOfAny(quote, (byte)'\\');
            if (length < 0)
            {
                return -1;
            }

            position += length;
            bool isEscape = text[position] == (byte)'\\';
            bool isDoubled = !isEscape && position + 1 < text.Length && text[position + 1] == quote;
            if (!isEscape && !isDoubled)
            {
                return position + 1;
            }

            position += 2;
            if (position >= text.Length)
            {
                return -1;
            }
        }
    }

    /// <summary>Text up to <paramref name="closing"/>, which cannot be written inside it.</summary>
    /// <param name="contentStart">Offset behind what opens the text.</param>
    public static int FindEnd(ReadOnlySpan<byte> text, int contentStart, ReadOnlySpan<byte> closing)
    {
        if (contentStart > text.Length)
        {
            return -1;
        }

        int length = text[contentStart..].IndexOf(closing);
        return length < 0 ? -1 : contentStart + length + closing.Length;
    }

    /// <summary>A block comment that may hold others.</summary>
    /// <param name="start">Offset of the opening slash.</param>
    public static int FindNestedCommentEnd(ReadOnlySpan<byte> text, int start)
    {
        int depth = 1;
        int position = start + 2;
        while (position < text.Length)
        {
            int length = text[position..].IndexOfAny((byte)'*', (byte)'/');
            if (length < 0)
            {
                return -1;
            }

            position += length;
            var rest = text[position..];
            if (rest.StartsWith("*/"u8))
            {
                position += 2;
                if (--depth == 0)
                {
                    return position;
                }
            }
            else if (rest.StartsWith("/*"u8))
            {
                position += 2;
                depth++;
            }
            else
            {
                position++;
            }
        }

        return -1;
    }
}
