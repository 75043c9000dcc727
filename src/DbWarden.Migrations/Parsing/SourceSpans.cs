using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Parsing;

/// <summary>Turns ranges of bytes into ranges that editors understand.</summary>
internal static class SourceSpans
{
    /// <summary>A range whose line and column are known where it starts.</summary>
    public static SourceSpan From(ReadOnlySpan<byte> script, int start, int end, int line, int column)
    {
        var counter = new LineCounter(start, line);
        var (endLine, endColumn) = counter.Locate(script, end);
        return new SourceSpan(line, column, endLine, endLine == line ? endColumn + column - 1 : endColumn);
    }

    /// <summary>A range of which nothing is known: counted from the start of the file.</summary>
    public static SourceSpan Find(ReadOnlySpan<byte> file, int start, int end)
    {
        var counter = new LineCounter(Utf8Text.Start(file), 1);
        var (line, column) = counter.Locate(file, start);
        var (endLine, endColumn) = counter.Locate(file, end);
        return new SourceSpan(line, column, endLine, endColumn);
    }

    /// <summary>A comment line as its reader found it, without blanks at its end.</summary>
    public static SourceSpan OfLine(ReadOnlySpan<byte> script, (int Start, int End, int Line, int Column) comment) =>
        From(script, comment.Start, TrimEnd(script, comment.Start, comment.End), comment.Line, comment.Column);

    /// <summary>The part of a statement that stands in its first line: enough to underline, however long the statement is.</summary>
    public static SourceSpan OfFirstLine(ReadOnlySpan<byte> script, in Statement statement)
    {
        var lineEnd = Characters.FindLineEnd(script[..statement.End], statement.Start);
        return From(script, statement.Start, TrimEnd(script, statement.Start, lineEnd), statement.Line, statement.Column);
    }

    private static int TrimEnd(ReadOnlySpan<byte> script, int start, int end)
    {
        while (end > start && Characters.IsBlank(script[end - 1]))
            end--;
        return end;
    }
}
