using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

/// <summary>
/// Splits as the <c>mariadb</c> and <c>mysql</c> clients do, DELIMITER included; and where a script does without DELIMITER, keeps
/// the bodies of stored programs together, which the clients cannot.
/// </summary>
internal sealed class MySqlReader : StatementReader
{
    private Delimiter _delimiter = Delimiter.Semicolon;
    private int _codeCommentEnd;

    public MySqlReader(ReadOnlyMemory<byte> script, int start, int end, int line)
        : base(script, start, end, line, new CompoundTracker()) { }

    protected override ByteSet Stops => _delimiter.Stops;

    protected override bool IsCommentText => IsInsideBody || IsInsideCodeComment;

    private bool IsInsideCodeComment => HasStatement && Position < _codeCommentEnd;

    protected override ScriptItemKind? ReadToken(ReadOnlySpan<byte> text, byte first)
    {
        if (_delimiter.IsAt(text, Position))
        {
            bool isText = IsInsideCodeComment || (IsInsideBody && _delimiter == Delimiter.Semicolon);
            return isText ? ReadOrdinary(text) : ReadTerminator(text, _delimiter.Length);
        }

        return first switch
        {
            (byte)'\'' or (byte)'"' => ReadQuoted(
                text,
                QuotedText.FindEndWithEscapes(text, Position),
                1,
                SyntaxProblemKind.UnterminatedString
            ),
            (byte)'`' => ReadQuoted(text, QuotedText.FindEnd(text, Position), 1, SyntaxProblemKind.UnterminatedIdentifier),
            (byte)'#' => ReadLineComment(text),
            (byte)'-' when IsLineComment(text) => ReadLineComment(text),
            (byte)'/' when Follows(text, Position + 1, (byte)'*') => ReadComment(text),
            (byte)'*' when HasStatement && Follows(text, Position + 1, (byte)'/') => Skip(2),
            (byte)'\\' => ReadCommand(text),
            _ when !HasStatement && Characters.IsWordStart(first) => ReadFirstWord(text),
            _ => ReadOrdinary(text),
        };
    }

    protected override void OnMarker() => _delimiter = Delimiter.Semicolon;

    protected override int FindWordEnd(ReadOnlySpan<byte> text, int start) => _delimiter.FindWordEnd(text, start);

    /// <summary>Two dashes need a blank behind them, but where no statement has begun the clients drop the line anyway.</summary>
    private bool IsLineComment(ReadOnlySpan<byte> text)
    {
        int next = Position + 2;
        return Follows(text, Position + 1, (byte)'-')
            && (!HasStatement || next == text.Length || Characters.IsWhiteSpace(text[next]));
    }

    private ScriptItemKind? ReadComment(ReadOnlySpan<byte> text)
    {
        var comment = CodeComment.Read(text, Position);
        if (!comment.IsCode)
        {
            return ReadBlockComment(text, QuotedText.FindEnd(text, Position + 2, "*/"u8));
        }

        if (_codeCommentEnd <= Position)
        {
            _codeCommentEnd = QuotedText.FindEnd(text, comment.CodeStart, "*/"u8);
        }

        if (_codeCommentEnd < 0)
        {
            return Fail(text, SyntaxProblemKind.UnterminatedComment, Position, comment.CodeStart);
        }

        BeginStatement(text);
        Position = comment.CodeStart;
        return null;
    }

    private ScriptItemKind? ReadCommand(ReadOnlySpan<byte> text)
    {
        bool isNull = Follows(text, Position + 1, (byte)'N');
        if (isNull)
        {
            BeginStatement(text);
            return Skip(2);
        }

        bool executes = Follows(text, Position + 1, (byte)'g') || Follows(text, Position + 1, (byte)'G');
        if (executes && HasStatement)
        {
            return EndStatement(text, Position);
        }

        if (Follows(text, Position + 1, (byte)'d') && !HasStatement)
        {
            return ReadDelimiter(text, Position + 2);
        }

        bool standsAlone = Position + 1 == text.Length || Characters.IsLineEnd(text[Position + 1]);
        int end = standsAlone ? Position + 1 : Characters.FindCharacterEnd(text, Position + 1);
        return SkipLine(text, SyntaxProblemKind.ClientCommand, Position, end);
    }

    private ScriptItemKind? ReadFirstWord(ReadOnlySpan<byte> text)
    {
        int end = FindWordEnd(text, Position);
        var word = text[Position..end];
        if (word.Is("DELIMITER"u8))
        {
            return ReadDelimiter(text, end);
        }

        if (ClientCommand.IsCandidate(word))
        {
            int argumentsEnd = _delimiter.FindOrLineEnd(text, end);
            if (ClientCommand.IsCommand(word, text[end..argumentsEnd]))
            {
                return SkipLine(text, SyntaxProblemKind.ClientCommand, Position, end);
            }
        }
        else if (word.Is("USE"u8))
        {
            return ReadUse(text, end);
        }

        return ReadOrdinary(text);
    }

    /// <summary>USE is SQL, but the clients know it as a command as well, which ends with its line.</summary>
    private ScriptItemKind? ReadUse(ReadOnlySpan<byte> text, int wordEnd)
    {
        int end = _delimiter.FindOrLineEnd(text, wordEnd);
        bool hasDelimiter = end < text.Length && !Characters.IsLineEnd(text[end]);
        if (hasDelimiter || Characters.SkipBlanks(text, wordEnd) == end)
        {
            return ReadOrdinary(text);
        }

        BeginStatement(text);
        Position = end;
        return EndStatement(text, end);
    }

    private ScriptItemKind? ReadDelimiter(ReadOnlySpan<byte> text, int commandEnd)
    {
        int lineEnd = Characters.FindLineEnd(text, commandEnd);
        var delimiter = Delimiter.Parse(text[commandEnd..lineEnd]);
        DropLeadingComments();
        if (delimiter is null)
        {
            return SkipLine(text, SyntaxProblemKind.DelimiterWithoutArgument, Position, commandEnd);
        }

        _delimiter = delimiter;
        Position = lineEnd;
        return null;
    }

    private ScriptItemKind? Skip(int length)
    {
        Position += length;
        return null;
    }
}
