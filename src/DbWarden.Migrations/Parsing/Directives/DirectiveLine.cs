using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Parsing.Directives;

/// <summary>A comment line that may be a directive.</summary>
/// <param name="text">From its first dash to its end.</param>
/// <param name="line">1-based.</param>
/// <param name="column">1-based column of the first dash.</param>
internal sealed class DirectiveLine(string text, int line, int column)
{
    private static readonly char[] Blanks = [' ', '\t'];

    public int Line => line;

    /// <summary>The text behind the dashes, without blanks around it.</summary>
    public string Content { get; } = text.TrimStart('-').Trim(Blanks);

    /// <summary>Whether a blank stands behind the dashes, without which MySQL takes the line for code.</summary>
    public bool HasBlank { get; } = text.TrimStart('-') is [' ' or '\t', ..];

    public SourceSpan Span => new(line, column, line, column + text.TrimEnd(Blanks).Length);

    /// <summary>The range of <paramref name="length"/> characters at <paramref name="index"/> of <see cref="Content"/>.</summary>
    public SourceSpan SpanOf(int index, int length)
    {
        var start = column + text.IndexOf(Content, StringComparison.Ordinal) + index;
        return new SourceSpan(line, start, line, start + length);
    }

    /// <summary>
    /// The index of the value, where the content is <paramref name="key"/> and a colon, in any case and with blanks around the colon; -1 otherwise.
    /// </summary>
    public int ValueOf(string key)
    {
        if (!Content.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            return -1;
        var index = SkipBlanks(key.Length);
        return index < Content.Length && Content[index] == ':' ? SkipBlanks(index + 1) : -1;
    }

    private int SkipBlanks(int index)
    {
        while (index < Content.Length && Content[index] is ' ' or '\t')
            index++;
        return index;
    }
}
