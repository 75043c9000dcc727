using System.Runtime.InteropServices;

namespace DbWarden.Migrations.Parsing;

/// <summary>
/// Turns offsets into lines and columns by counting on from the last one asked for, so that the offsets of a whole script cost
/// one leap from line end to line end.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct LineCounter
{
    private readonly int _startOffset;
    private readonly int _startLine;
    private int _offset;
    private int _line;
    private int _column;

    /// <summary>Counts from the beginning of a line.</summary>
    public LineCounter(int offset, int line)
    {
        _startOffset = _offset = offset;
        _startLine = _line = line;
        _column = 1;
    }

    /// <summary>The 1-based line and column (UTF-16 units) of <paramref name="offset"/>.</summary>
    public (int Line, int Column) Locate(ReadOnlySpan<byte> text, int offset)
    {
        if (offset < _offset)
        {
            this = new LineCounter(_startOffset, _startLine);
        }

        while (true)
        {
            int lineEnd = Characters.FindLineEnd(text[..offset], _offset);
            if (lineEnd == offset)
            {
                _column += CountUtf16(text[_offset..offset]);
                _offset = offset;
                return (_line, _column);
            }

            _offset = Math.Min(offset, Characters.SkipLineEnd(text, lineEnd));
            _line++;
            _column = 1;
        }
    }

    /// <summary>How many UTF-16 units the UTF-8 text takes: one a character, two beyond the basic plane.</summary>
    private static int CountUtf16(ReadOnlySpan<byte> text)
    {
        int count = 0;
        foreach (byte value in text)
        {
            if ((value & 0xC0) != 0x80)
            {
                count += value >= 0xF0 ? 2 : 1;
            }
        }

        return count;
    }
}
