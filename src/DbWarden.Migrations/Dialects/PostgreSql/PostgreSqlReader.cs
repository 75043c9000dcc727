using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.PostgreSql;

/// <summary>Splits as <c>psql</c> does: a <c>;</c> ends a statement outside quotes, comments, parentheses and SQL bodies.</summary>
internal sealed class PostgreSqlReader : StatementReader
{
    private static readonly ByteSet StopBytes = new("'\"-/;$()\\"u8);

    private readonly PostgreSqlTracker _tracker;

    // Where the last token ended that cannot be part of the word or prefix behind it.
    private int _tokenFloor;

    // Where the last string with escapes ended, if nothing but blanks and comments has followed; otherwise -1.
    private int _escapeStringEnd = -1;

    public PostgreSqlReader(ReadOnlyMemory<byte> script, int start, int end, int line)
        : this(script, start, end, line, new PostgreSqlTracker()) { }

    private PostgreSqlReader(ReadOnlyMemory<byte> script, int start, int end, int line, PostgreSqlTracker tracker)
        : base(script, start, end, line, tracker)
    {
        _tracker = tracker;
        _tokenFloor = Position;
    }

    protected override ByteSet Stops => StopBytes;

    protected override ScriptItemKind? ReadToken(ReadOnlySpan<byte> text, byte first) =>
        first switch
        {
            (byte)';' when HasStatement && (_tracker.ParenthesisDepth > 0 || IsInsideBody) => ReadSymbol(text),
            (byte)';' => ReadTerminator(text, 1),
            (byte)'\'' => ReadString(text),
            (byte)'(' => ReadParenthesis(text, 1),
            (byte)')' => ReadParenthesis(text, -1),
            (byte)'"' => ReadQuoted(text, QuotedText.FindEnd(text, Position), 1, SyntaxProblemKind.UnterminatedIdentifier),
            (byte)'-' when Follows(text, Position + 1, (byte)'-') => ReadLineComment(text),
            (byte)'/' when Follows(text, Position + 1, (byte)'*') => ReadBlockComment(
                text,
                QuotedText.FindNestedCommentEnd(text, Position)
            ),
            (byte)'$' => ReadDollar(text),
            (byte)'\\' => ReadCommand(text),
            _ => ReadOrdinary(text),
        };

    protected override ScriptItemKind OnStatementEnd(ReadOnlySpan<byte> text, ref Statement statement, bool isTerminated)
    {
        if (!_tracker.ReadsCopyData)
        {
            return ScriptItemKind.Statement;
        }

        // The data begins on the next line, and what else stands on this one is executed behind it.
        int lineEnd = Characters.FindLineEnd(text, Position);
        int dataStart = ContinueAt >= 0 ? ContinueAt : Characters.SkipLineEnd(text, lineEnd);
        int dataEnd = isTerminated ? CopyData.FindEnd(ScriptText, dataStart) : -1;
        if (dataEnd < 0)
        {
            return Fail(text, SyntaxProblemKind.CopyDataWithoutEnd, statement.Start, statement.Start + "COPY".Length);
        }

        PassOver(lineEnd, CopyData.SkipEndMarker(ScriptText, dataEnd));
        statement = statement with { HasData = true, DataStart = dataStart, DataEnd = dataEnd };
        return ScriptItemKind.Statement;
    }

    private ScriptItemKind? ReadParenthesis(ReadOnlySpan<byte> text, int change)
    {
        ReadSymbol(text);
        _tracker.ParenthesisDepth = Math.Max(0, _tracker.ParenthesisDepth + change);
        return null;
    }

    private ScriptItemKind? ReadString(ReadOnlySpan<byte> text)
    {
        bool hasEscapes = HasEscapePrefix(text) || ContinuesEscapeString(text);
        int end = hasEscapes ? QuotedText.FindEndWithEscapes(text, Position) : QuotedText.FindEnd(text, Position);
        _escapeStringEnd = hasEscapes ? end : -1;
        _tokenFloor = end;
        return ReadQuoted(text, end, 1, SyntaxProblemKind.UnterminatedString);
    }

    /// <summary>Whether the quote belongs to <c>E'…'</c>; an E at the end of a longer word is none.</summary>
    private bool HasEscapePrefix(ReadOnlySpan<byte> text)
    {
        int prefix = Position - 1;
        return prefix >= _tokenFloor
            && text[prefix] is (byte)'E' or (byte)'e'
            && (prefix == _tokenFloor || !Characters.IsWordPart(text[prefix - 1]));
    }

    /// <summary>Two literals with a line end between them are one: the second has escapes if the first has.</summary>
    private bool ContinuesEscapeString(ReadOnlySpan<byte> text)
    {
        if (_escapeStringEnd < 0 || !HasStatement)
        {
            return false;
        }

        bool hasLineEnd = false;
        int position = _escapeStringEnd;
        while (position < Position)
        {
            if (Characters.IsWhiteSpace(text[position]))
            {
                hasLineEnd |= Characters.IsLineEnd(text[position]);
                position++;
            }
            else if (text[position..].StartsWith("--"u8))
            {
                position = Characters.FindLineEnd(text, position);
            }
            else
            {
                return false;
            }
        }

        return hasLineEnd;
    }

    /// <summary>A dollar sign begins a quote, or a parameter, or is part of an identifier.</summary>
    private ScriptItemKind? ReadDollar(ReadOnlySpan<byte> text)
    {
        int start = Position;
        if (IsPartOfIdentifier(text))
        {
            Position = Characters.FindWordEnd(text, start);
            return null;
        }

        int tagEnd = DollarQuote.FindTagEnd(text, start);
        if (tagEnd < 0)
        {
            _tokenFloor = start + 1;
            return ReadSymbol(text);
        }

        int end = QuotedText.FindEnd(text, tagEnd, text[start..tagEnd]);
        _tokenFloor = end;
        return ReadQuoted(text, end, tagEnd - start, SyntaxProblemKind.UnterminatedDollarQuote);
    }

    private bool IsPartOfIdentifier(ReadOnlySpan<byte> text)
    {
        int start = Position;
        while (start > _tokenFloor && Characters.IsWordPart(text[start - 1]))
        {
            start--;
        }

        return start < Position && !Characters.IsDigit(text[start]);
    }

    private ScriptItemKind? ReadCommand(ReadOnlySpan<byte> text)
    {
        var command = ClientCommand.Read(text, Position);
        if (command.ExecutesStatement && HasStatement)
        {
            return EndStatement(text, Position);
        }

        if (command.IsWrittenByDump && !HasStatement)
        {
            DropLeadingComments();
            Position = Characters.FindLineEnd(text, Position);
            return null;
        }

        var item = SkipLine(text, SyntaxProblemKind.ClientCommand, Position, command.End);
        if (command.IsPartOfStatement)
        {
            Position = command.End;
        }

        if (command.ReadsCopyData)
        {
            int dataEnd = CopyData.FindEnd(ScriptText, Characters.SkipLineEnd(text, Position));
            if (dataEnd >= 0)
            {
                PassOver(Position, CopyData.SkipEndMarker(ScriptText, dataEnd));
            }
        }

        return item;
    }
}
