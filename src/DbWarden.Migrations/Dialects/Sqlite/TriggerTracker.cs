using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.Sqlite;

/// <summary>
/// Knows where <c>CREATE TRIGGER</c> ends: at the first <c>;</c> behind the tokens <c>;</c> and <c>END</c>, which is the rule of
/// <c>sqlite3_complete</c>. Names called BEGIN and END, and CASE … END, cannot fool it.
/// </summary>
internal sealed class TriggerTracker : StatementTracker
{
    private enum State
    {
        Start,
        Explain,
        Create,
        Header,
        Body,
        Semicolon,
        End,
    }

    private State _state;

    public override bool IsInsideBody => _state is State.Body or State.Semicolon;

    public override void Begin()
    {
        _state = State.Start;
        NeedsWords = true;
    }

    public override void ReadWord(ReadOnlySpan<byte> word, int start)
    {
        switch (_state)
        {
            case State.Start or State.Explain when word.Is("CREATE"u8):
                _state = State.Create;
                break;
            case State.Start when word.Is("EXPLAIN"u8):
            case State.Explain when word.Is("QUERY"u8) || word.Is("PLAN"u8):
                _state = State.Explain;
                break;
            case State.Create when word.Is("TEMP"u8) || word.Is("TEMPORARY"u8):
                break;
            case State.Create when word.Is("TRIGGER"u8):
                _state = State.Header;
                break;
            case State.Start or State.Explain or State.Create:
                NeedsWords = false;
                break;
            case State.Header when word.Is("BEGIN"u8):
                _state = State.Body;
                BodyStart = start;
                BodyKeywordLength = word.Length;
                break;
            case State.Semicolon when word.Is("END"u8):
                _state = State.End;
                break;
            case State.Semicolon or State.End:
                _state = State.Body;
                break;
        }
    }

    public override void ReadSymbol(byte symbol)
    {
        if (symbol == (byte)';')
        {
            _state = State.Semicolon;
        }
        else
        {
            ReadQuoted();
        }
    }

    public override void ReadQuoted()
    {
        if (_state is State.Semicolon or State.End)
        {
            _state = State.Body;
        }
        else if (_state is State.Start or State.Explain or State.Create)
        {
            NeedsWords = false;
        }
    }
}
