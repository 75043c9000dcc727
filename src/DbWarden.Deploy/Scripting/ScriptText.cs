using System.Text;

namespace DbWarden.Deploy.Scripting;

/// <summary>The text of a script as it is written, in parts: a file of seed data would not fit a string.</summary>
internal sealed class ScriptText(TextWriter writer)
{
    private const int PartBytes = 64 * 1024;

    private readonly char[] _characters = new char[PartBytes];

    public void Line(string text = "")
    {
        writer.Write(text);
        writer.Write('\n');
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Line(line);
    }

    /// <summary>One of our own statements.</summary>
    public void Statement(string sql) => Line(sql + ";");

    /// <summary>A migration's statement, byte by byte, and what ends it.</summary>
    public void Statement(ReadOnlySpan<byte> sql, string terminator)
    {
        Write(sql);
        var lastLine = sql[(sql.LastIndexOf((byte)'\n') + 1)..];
        // A terminator behind a comment would be a part of it.
        if (lastLine.IndexOf("--"u8) >= 0 || lastLine.Contains((byte)'#'))
            writer.Write('\n');
        Line(terminator);
    }

    public void Write(ReadOnlySpan<byte> utf8)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        while (!utf8.IsEmpty)
        {
            var part = utf8[..Math.Min(PartBytes, utf8.Length)];
            utf8 = utf8[part.Length..];
            writer.Write(_characters, 0, decoder.GetChars(part, _characters, flush: utf8.IsEmpty));
        }
    }
}
