namespace DbWarden.Migrations.Parsing;

/// <summary>
/// What the readers of all dialects share: one pass that leaps from one byte that may matter to the next, and the bookkeeping of
/// statements, comments and positions. A dialect says which bytes matter and what they mean.
/// </summary>
internal abstract class StatementReader : ScriptReader
{
    private readonly ReadOnlyMemory<byte> _script;
    private readonly StatementTracker _tracker;
    private readonly int _firstByte;

    private LineCounter _lines;
    private Statement _statement;
    private SyntaxProblem _problem;
    private (int Start, int End, int Line, int Column) _comment;
    private bool _isInsideStatement;

    // Where reading stops for now, and where it goes on from there: between the two lies data that is no SQL.
    private int _limit;
    private int _continueAt = -1;

    // The statement being read: where it began (-1: none has), where its leading comments began, where its last byte that is
    // neither blank nor comment ended, and where the last comment in it ended.
    private int _start = -1;
    private int _leadingStart = -1;
    private int _line;
    private int _column;
    private int _significantEnd;
    private int _resumedAt;

    protected StatementReader(ReadOnlyMemory<byte> script, int start, int end, int line, StatementTracker tracker)
    {
        _script = script[..end];
        _tracker = tracker;
        bool hasByteOrderMark = start == 0 && _script.Span.StartsWith("\uFEFF"u8);
        _firstByte = hasByteOrderMark ? 3 : start;
        _lines = new LineCounter(_firstByte, line);
        Position = _firstByte;
        _limit = end;
    }

    public sealed override Statement Statement => _statement;

    public sealed override SyntaxProblem Problem => _problem;

    public sealed override (int Start, int End, int Line, int Column) Comment => _comment;

    public sealed override bool IsInsideStatement => _isInsideStatement;

    /// <summary>Offset of the next byte to read.</summary>
    protected int Position { get; set; }

    /// <summary>The whole script up to where this reader stops.</summary>
    protected ReadOnlySpan<byte> ScriptText => _script.Span;

    /// <summary>Where reading goes on behind the data that follows the current line; -1 where no data follows.</summary>
    protected int ContinueAt => _continueAt;

    /// <summary>Whether a statement has begun and not yet ended.</summary>
    protected bool HasStatement => _start >= 0;

    /// <summary>Whether a statement has begun whose body is open.</summary>
    protected bool IsInsideBody => _start >= 0 && _tracker.IsInsideBody;

    /// <summary>Whether a marker or a comment line is part of the statement around it.</summary>
    protected virtual bool IsCommentText => IsInsideBody;

    /// <summary>The bytes at which a leap through a statement stops.</summary>
    protected abstract ByteSet Stops { get; }

    public sealed override ScriptItemKind Read()
    {
        while (true)
        {
            var text = _script.Span[.._limit];
            while (Position < text.Length)
            {
                Position =
                    _start < 0 || _tracker.NeedsWords
                        ? Characters.SkipWhiteSpace(text, Position)
                        : Position + Stops.IndexIn(text[Position..]);
                if (Position < text.Length && ReadToken(text, text[Position]) is { } item)
                {
                    return item;
                }
            }

            if (_start >= 0)
            {
                return IsInsideBody ? FailInBody(text) : EndStatement(text, text.Length);
            }

            if (_continueAt < 0)
            {
                return ScriptItemKind.End;
            }

            Position = _continueAt;
            _limit = _script.Length;
            _continueAt = -1;
        }
    }

    /// <summary>Reads the token at <see cref="Position"/> and moves behind it. Gives the item that is complete with it, if any.</summary>
    protected abstract ScriptItemKind? ReadToken(ReadOnlySpan<byte> text, byte first);

    /// <summary>A section begins.</summary>
    protected virtual void OnMarker() { }

    /// <summary>A statement has been read; a reader may add to it, or find a problem in it.</summary>
    /// <param name="isTerminated">False where the script or the section ends before the statement's terminator.</param>
    protected virtual ScriptItemKind OnStatementEnd(ReadOnlySpan<byte> text, ref Statement statement, bool isTerminated) =>
        ScriptItemKind.Statement;

    /// <summary>A word, a number, or a byte that has no meaning of its own.</summary>
    protected ScriptItemKind? ReadOrdinary(ReadOnlySpan<byte> text)
    {
        BeginStatement(text);
        if (!_tracker.NeedsWords)
        {
            Position++;
            return null;
        }

        byte first = text[Position];
        if (!Characters.IsWordStart(first) && !Characters.IsDigit(first))
        {
            return ReadSymbol(text);
        }

        int end = FindWordEnd(text, Position);
        _tracker.ReadWord(text[Position..end], Position);
        Position = end;
        return null;
    }

    /// <summary>A single byte that belongs to the statement.</summary>
    protected ScriptItemKind? ReadSymbol(ReadOnlySpan<byte> text)
    {
        BeginStatement(text);
        if (_tracker.NeedsWords)
        {
            _tracker.ReadSymbol(text[Position]);
        }

        Position++;
        return null;
    }

    /// <summary>Quoted text from <see cref="Position"/> up to <paramref name="end"/>; -1 where it never ends.</summary>
    protected ScriptItemKind? ReadQuoted(ReadOnlySpan<byte> text, int end, int openingLength, SyntaxProblemKind problem)
    {
        if (end < 0)
        {
            return Fail(text, problem, Position, Position + openingLength);
        }

        BeginStatement(text);
        if (_tracker.NeedsWords)
        {
            _tracker.ReadQuoted();
        }

        Position = end;
        return null;
    }

    /// <summary>The <c>;</c>, or whatever ends statements here.</summary>
    protected ScriptItemKind? ReadTerminator(ReadOnlySpan<byte> text, int length)
    {
        int terminator = Position;
        Position += length;
        if (_start >= 0)
        {
            return EndStatement(text, terminator);
        }

        _leadingStart = -1;
        return null;
    }

    /// <summary>A comment that ends with its line.</summary>
    protected ScriptItemKind? ReadLineComment(ReadOnlySpan<byte> text)
    {
        int start = Position;
        int end = Characters.FindLineEnd(text, start);
        bool standsAlone = IsFirstOnLine(text, start);
        if (standsAlone && text[start] == (byte)'-' && !IsCommentText)
        {
            return ReadCommentLine(text, end);
        }

        SkipComment(text, end, canLead: standsAlone);
        return null;
    }

    /// <summary>A comment that ends at <paramref name="end"/>; -1 where it never ends.</summary>
    protected ScriptItemKind? ReadBlockComment(ReadOnlySpan<byte> text, int end)
    {
        if (end < 0)
        {
            return Fail(text, SyntaxProblemKind.UnterminatedComment, Position, Position + 2);
        }

        SkipComment(text, end, canLead: true);
        return null;
    }

    /// <summary>The statement ends before <paramref name="end"/>.</summary>
    protected ScriptItemKind EndStatement(ReadOnlySpan<byte> text, int end)
    {
        MarkSignificant(text, end);
        _statement = new Statement
        {
            LeadingStart = _leadingStart < 0 ? _start : _leadingStart,
            Start = _start,
            End = _significantEnd,
            Line = _line,
            Column = _column,
        };
        _start = -1;
        _leadingStart = -1;
        return OnStatementEnd(text, ref _statement, isTerminated: Position > end);
    }

    /// <summary>Reports text that a reader can pass over: reading goes on behind its line.</summary>
    protected ScriptItemKind SkipLine(ReadOnlySpan<byte> text, SyntaxProblemKind kind, int start, int end)
    {
        SetProblem(text, kind, start, end);
        Position = Characters.FindLineEnd(text, end);
        return ScriptItemKind.Problem;
    }

    /// <summary>Reports text behind which nothing can be told any more: reading ends.</summary>
    protected ScriptItemKind Fail(ReadOnlySpan<byte> text, SyntaxProblemKind kind, int start, int end)
    {
        SetProblem(text, kind, start, Math.Min(end, text.Length));
        _start = -1;
        _limit = Position = _script.Length;
        _continueAt = -1;
        return ScriptItemKind.Problem;
    }

    /// <summary>Leaves out what lies between two offsets once reading comes there.</summary>
    protected void PassOver(int start, int end)
    {
        _limit = start;
        _continueAt = end;
    }

    /// <summary>Forgets the comments read so far: they do not lead the next statement.</summary>
    protected void DropLeadingComments() => _leadingStart = -1;

    protected virtual int FindWordEnd(ReadOnlySpan<byte> text, int start) => Characters.FindWordEnd(text, start);

    protected static bool Follows(ReadOnlySpan<byte> text, int position, byte value) =>
        position < text.Length && text[position] == value;

    protected void BeginStatement(ReadOnlySpan<byte> text)
    {
        if (_start >= 0)
        {
            return;
        }

        _start = Position;
        _resumedAt = Position;
        (_line, _column) = _lines.Locate(text, Position);
        _tracker.Begin();
        OnStatementBegin(text);
    }

    /// <summary>A statement begins at <see cref="Position"/>.</summary>
    protected virtual void OnStatementBegin(ReadOnlySpan<byte> text) { }

    private ScriptItemKind ReadCommentLine(ReadOnlySpan<byte> text, int end)
    {
        int start = Position;
        var kind = SectionMarker.Recognise(text[start..end]);
        if (kind != ScriptItemKind.CommentLine && _start >= 0)
        {
            return EndStatement(text, start);
        }

        var (line, column) = _lines.Locate(text, start);
        _comment = (start, end, line, column);
        _isInsideStatement = _start >= 0;
        SkipComment(text, end, canLead: true);
        if (kind != ScriptItemKind.CommentLine)
        {
            _leadingStart = -1;
            OnMarker();
        }

        return kind;
    }

    private void SkipComment(ReadOnlySpan<byte> text, int end, bool canLead)
    {
        if (_start >= 0)
        {
            MarkSignificant(text, Position);
            _resumedAt = end;
        }
        else if (_leadingStart < 0 && canLead)
        {
            _leadingStart = Position;
        }

        Position = end;
    }

    /// <summary>Moves the end of the statement up to the last byte before <paramref name="end"/> that is neither blank nor comment.</summary>
    private void MarkSignificant(ReadOnlySpan<byte> text, int end)
    {
        while (end > _resumedAt && Characters.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > _resumedAt)
        {
            _significantEnd = end;
        }
    }

    private bool IsFirstOnLine(ReadOnlySpan<byte> text, int position)
    {
        while (position > _firstByte && Characters.IsBlank(text[position - 1]))
        {
            position--;
        }

        return position == _firstByte || Characters.IsLineEnd(text[position - 1]);
    }

    private ScriptItemKind FailInBody(ReadOnlySpan<byte> text) =>
        Fail(text, SyntaxProblemKind.UnterminatedBody, _tracker.BodyStart, _tracker.BodyStart + _tracker.BodyKeywordLength);

    private void SetProblem(ReadOnlySpan<byte> text, SyntaxProblemKind kind, int start, int end)
    {
        var (line, column) = _lines.Locate(text, start);
        _problem = new SyntaxProblem(kind, start, end, line, column);
    }
}
