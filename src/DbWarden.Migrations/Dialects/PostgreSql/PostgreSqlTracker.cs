using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.PostgreSql;

/// <summary>
/// Follows the two statements that need it: routines, whose body may be <c>BEGIN ATOMIC … END</c>, and COPY, which may read rows
/// from the script.
/// </summary>
internal sealed class PostgreSqlTracker : StatementTracker
{
    private enum State
    {
        Start,
        Create,
        CreateOr,
        CreateOrReplace,
        Routine,
        RoutineBegin,
        CopyTable,
        Copy,
        CopyFrom,
        Other,
    }

    private enum Previous
    {
        Other,
        Dot,
        As,
    }

    private State _state;
    private Previous _previous;
    private int _depth;

    /// <summary>How many parentheses are open. The reader keeps it, also where it leaps over words.</summary>
    public int ParenthesisDepth { get; set; }

    /// <summary>Whether rows for the statement follow its line.</summary>
    public bool ReadsCopyData { get; private set; }

    public override bool IsInsideBody => _depth > 0;

    public override void Begin()
    {
        _state = State.Start;
        _previous = Previous.Other;
        _depth = 0;
        ParenthesisDepth = 0;
        ReadsCopyData = false;
        NeedsWords = true;
    }

    public override void ReadWord(ReadOnlySpan<byte> word, int start)
    {
        // A word behind a dot or AS is a name, whatever it says, and what stands in parentheses opens and closes within them.
        bool isName = _previous != Previous.Other;
        _previous = word.Is("AS"u8) ? Previous.As : Previous.Other;
        if (isName || ParenthesisDepth > 0)
        {
            return;
        }

        if (_depth > 0)
        {
            _depth +=
                word.Is("CASE"u8) ? 1
                : word.Is("END"u8) ? -1
                : 0;
            return;
        }

        _state = Next(word);
        if (_state == State.RoutineBegin)
        {
            BodyStart = start;
            BodyKeywordLength = word.Length;
        }

        NeedsWords = _state != State.Other;
    }

    public override void ReadSymbol(byte symbol)
    {
        // COPY (query) can only write.
        if (_state == State.CopyTable)
        {
            _state = State.Other;
        }

        ReadQuoted();
        if (symbol == (byte)'.')
        {
            _previous = Previous.Dot;
        }
    }

    public override void ReadQuoted()
    {
        _previous = Previous.Other;
        if (_state == State.RoutineBegin)
        {
            _state = State.Routine;
        }
        else if (_state == State.CopyTable)
        {
            _state = State.Copy;
        }
        else if (_state is not (State.Routine or State.Copy))
        {
            NeedsWords = false;
        }
    }

    private State Next(ReadOnlySpan<byte> word)
    {
        switch (_state)
        {
            case State.Start when word.Is("CREATE"u8):
                return State.Create;
            case State.Create when word.Is("OR"u8):
                return State.CreateOr;
            case State.CreateOr when word.Is("REPLACE"u8):
                return State.CreateOrReplace;
            case State.Create or State.CreateOrReplace when word.Is("FUNCTION"u8) || word.Is("PROCEDURE"u8):
                return State.Routine;
            case State.Routine or State.RoutineBegin when word.Is("BEGIN"u8):
                return State.RoutineBegin;
            case State.RoutineBegin when word.Is("ATOMIC"u8):
                _depth = 1;
                return State.Routine;
            case State.Routine or State.RoutineBegin:
                return State.Routine;
            case State.Start when word.Is("COPY"u8):
                return State.CopyTable;
            case State.CopyTable:
                return State.Copy;
            case State.Copy when word.Is("FROM"u8):
                return State.CopyFrom;
            case State.Copy when !word.Is("TO"u8):
                return State.Copy;
            case State.CopyFrom:
                ReadsCopyData = word.Is("STDIN"u8) || word.Is("STDOUT"u8);
                return State.Other;
            default:
                return State.Other;
        }
    }
}
