using System.Runtime.InteropServices;
using System.Text;

namespace DbWarden.Migrations.Parsing;

/// <summary>What there is to know about bytes as text.</summary>
internal static class Utf8Text
{
    private const ulong NotAsciiBits = 0x8080808080808080;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>The offset behind the byte order mark, where there is one.</summary>
    public static int Start(ReadOnlySpan<byte> file) => file.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;

    /// <summary>The offset of the first byte that is not part of a UTF-8 character; the length where all are.</summary>
    public static int ValidLength(ReadOnlySpan<byte> text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var rest = text[position..];
            if (rest.Length >= sizeof(ulong) && (MemoryMarshal.Read<ulong>(rest) & NotAsciiBits) == 0)
                position += sizeof(ulong);
            else if (CharacterLength(rest) is var length and > 0)
                position += length;
            else
                return position;
        }

        return position;
    }

    public static string Decode(ReadOnlySpan<byte> text) =>
#if NET
        Encoding.UTF8.GetString(text);
#else
        Encoding.UTF8.GetString(text.ToArray());
#endif

    // Well-formed sequences, table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF.
    private static int CharacterLength(ReadOnlySpan<byte> text)
    {
        var (length, lowest, highest) = text[0] switch
        {
            < 0x80 => (1, 0, 0),
            < 0xc2 => (0, 0, 0),
            < 0xe0 => (2, 0x80, 0xbf),
            0xe0 => (3, 0xa0, 0xbf),
            0xed => (3, 0x80, 0x9f),
            < 0xf0 => (3, 0x80, 0xbf),
            0xf0 => (4, 0x90, 0xbf),
            < 0xf4 => (4, 0x80, 0xbf),
            0xf4 => (4, 0x80, 0x8f),
            _ => (0, 0, 0),
        };
        if (length <= 1)
            return length;
        if (text.Length < length || text[1] < lowest || text[1] > highest)
            return 0;
        for (var i = 2; i < length; i++)
        {
            if ((text[i] & 0xc0) != 0x80)
                return 0;
        }

        return length;
    }
}
