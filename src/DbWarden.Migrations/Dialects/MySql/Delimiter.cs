using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

/// <summary>What ends statements: <c>;</c>, or what a DELIMITER line says.</summary>
internal sealed class Delimiter
{
    private readonly byte[] _bytes;
    private readonly bool _isPartOfWords;

    private Delimiter(byte[] bytes)
    {
        _bytes = bytes;
        _isPartOfWords = Characters.IsWordPart(bytes[0]);
        Stops = new ByteSet([.. "'\"`-/#\\"u8, bytes[0]]);
    }

    public static Delimiter Semicolon { get; } = new([(byte)';']);

    /// <summary>The bytes that may matter in the middle of a statement.</summary>
    public ByteSet Stops { get; }

    public int Length => _bytes.Length;

    /// <summary>Reads what follows the word DELIMITER on its line; null where that is no delimiter.</summary>
    public static Delimiter? Parse(ReadOnlySpan<byte> arguments)
    {
        int start = Characters.SkipBlanks(arguments, 0);
        if (start == arguments.Length || start == 0)
        {
            return null;
        }

        byte quote = arguments[start];
        bool isQuoted = quote is (byte)'\'' or (byte)'"' or (byte)'`';
        var bytes = new List<byte>();
        for (int position = isQuoted ? start + 1 : start; position < arguments.Length; position++)
        {
            byte value = arguments[position];
            if (isQuoted ? value == quote : Characters.IsBlank(value))
            {
                break;
            }

            bytes.Add(value);
        }

        if (bytes.Count == 0 || bytes.Contains((byte)'\\'))
        {
            return null;
        }

        return bytes is [(byte)';'] ? Semicolon : new Delimiter([.. bytes]);
    }

    public bool IsAt(ReadOnlySpan<byte> text, int position) => text[position] == _bytes[0] && text[position..].StartsWith(_bytes);

    /// <summary>The offset of the delimiter, or of the line end where that comes first.</summary>
    public int FindOrLineEnd(ReadOnlySpan<byte> text, int position)
    {
        while (position < text.Length && !Characters.IsLineEnd(text[position]) && !IsAt(text, position))
        {
            position++;
        }

        return position;
    }

    /// <summary>Where the word that begins at <paramref name="start"/> ends: a delimiter ends it, too, as in <c>END$$</c>.</summary>
    public int FindWordEnd(ReadOnlySpan<byte> text, int start)
    {
        int end = Characters.FindWordEnd(text, start);
        for (int position = start + 1; _isPartOfWords && position < end; position++)
        {
            if (IsAt(text, position))
            {
                return position;
            }
        }

        return end;
    }
}
