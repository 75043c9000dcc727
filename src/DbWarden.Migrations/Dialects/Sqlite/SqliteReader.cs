using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.Sqlite;

/// <summary>Splits as SQLite's own parser and the <c>sqlite3</c> program do.</summary>
internal sealed class SqliteReader : StatementReader
{
    private static readonly ByteSet StopBytes = new("'\"`[;-/"u8);

    public SqliteReader(ReadOnlyMemory<byte> script, int start, int end, int line)
        : base(script, start, end, line, new TriggerTracker()) { }

    protected override ByteSet Stops => StopBytes;

    protected override ScriptItemKind? ReadToken(ReadOnlySpan<byte> text, byte first) =>
        first switch
        {
            (byte)';' when IsInsideBody => ReadSymbol(text),
            (byte)';' => ReadTerminator(text, 1),
            (byte)'\'' => ReadQuoted(text, QuotedText.FindEnd(text, Position), 1, SyntaxProblemKind.UnterminatedString),
            (byte)'"' or (byte)'`' => ReadQuoted(
                text,
                QuotedText.FindEnd(text, Position),
                1,
                SyntaxProblemKind.UnterminatedIdentifier
            ),
            (byte)'[' => ReadQuoted(
                text,
                QuotedText.FindEnd(text, Position + 1, "]"u8),
                1,
                SyntaxProblemKind.UnterminatedIdentifier
            ),
            (byte)'-' when Follows(text, Position + 1, (byte)'-') => ReadLineComment(text),
            (byte)'/' when Follows(text, Position + 1, (byte)'*') => ReadBlockComment(
                text,
                QuotedText.FindEnd(text, Position + 2, "*/"u8)
            ),
            (byte)'.' when !HasStatement => SkipDotCommand(text),
            (byte)'#' when !HasStatement => ReadLineComment(text),
            _ => ReadOrdinary(text),
        };

    private ScriptItemKind SkipDotCommand(ReadOnlySpan<byte> text)
    {
        int end = Position + 1;
        while (end < text.Length && Characters.IsWordPart(text[end]))
        {
            end++;
        }

        return SkipLine(text, SyntaxProblemKind.ClientCommand, Position, end);
    }
}
