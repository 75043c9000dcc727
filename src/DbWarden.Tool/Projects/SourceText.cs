using System.Text;

namespace DbWarden.Tool.Projects;

/// <summary>
/// The text of somebody else's file, to be changed in few places: encoding, byte order mark, line ends and everything that is not
/// touched stay as they are.
/// </summary>
internal sealed class SourceText
{
    private readonly Encoding _encoding;

    private SourceText(string path, string text, Encoding encoding)
    {
        Path = path;
        Text = text;
        _encoding = encoding;
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>The line end that the file uses: that of its first line.</summary>
    public string NewLine
    {
        get
        {
            var end = Text.IndexOf('\n', StringComparison.Ordinal);
            return end > 0 && Text[end - 1] == '\r' ? "\r\n" : "\n";
        }
    }

    public static SourceText Read(string path)
    {
        using var reader = new StreamReader(path, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        var text = reader.ReadToEnd();
        return new SourceText(path, text, reader.CurrentEncoding);
    }

    /// <summary>A file that does not exist yet.</summary>
    public static SourceText Empty(string path) => new(path, "", new UTF8Encoding(false));

    public SourceText Insert(int offset, string text) => new(Path, Text.Insert(offset, text), _encoding);

    /// <summary>The same file with another text.</summary>
    public SourceText With(string text) => new(Path, text, _encoding);

    public byte[] ToBytes() => [.. _encoding.GetPreamble(), .. _encoding.GetBytes(Text)];

    /// <summary>The offset at which the line of <paramref name="offset"/> begins.</summary>
    public int LineStart(int offset) => Text.LastIndexOf('\n', Math.Max(offset - 1, 0), Math.Max(offset, 0)) + 1;

    /// <summary>The blanks at the beginning of the line of <paramref name="offset"/>.</summary>
    public string IndentAt(int offset)
    {
        var start = LineStart(offset);
        var end = start;
        while (end < Text.Length && Text[end] is ' ' or '\t')
            end++;
        return Text[start..end];
    }
}
