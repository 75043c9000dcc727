using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

/// <summary>Finds the statements that have a body (stored programs and compound statements) and follows it to its end.</summary>
internal sealed class CompoundTracker : StatementTracker
{
    private enum Phase
    {
        Start,
        Begin,
        BeginNot,
        Header,
        Declarations,
        Body,
        Done,
    }

    private readonly RoutineHeader _header = new();
    private readonly ProgramBody _body = new();
    private Phase _phase;
    private int _firstWordStart;

    public override bool IsInsideBody => _phase == Phase.Body && _body.IsOpen;

    public override void Begin()
    {
        _phase = Phase.Start;
        NeedsWords = true;
    }

    public override void ReadWord(ReadOnlySpan<byte> word, int start)
    {
        switch (_phase)
        {
            case Phase.Start:
                _firstWordStart = start;
                ReadFirstWord(word, start);
                break;
            case Phase.Begin when word.Is("NOT"u8):
                _phase = Phase.BeginNot;
                break;
            case Phase.BeginNot when word.Is("ATOMIC"u8):
                OpenBody(Block.Begin, _firstWordStart, "BEGIN".Length);
                break;
            case Phase.Header:
                ReadHeader(word, start);
                break;
            case Phase.Declarations:
                OpenBody(Block.Declarations, start, word.Length);
                ReadBody(word, start);
                break;
            case Phase.Body:
                ReadBody(word, start);
                break;
            default:
                _phase = Phase.Done;
                break;
        }

        UpdateNeeds();
    }

    public override void ReadSymbol(byte symbol)
    {
        switch (_phase)
        {
            case Phase.Header:
                _header.ReadSymbol(symbol);
                break;
            case Phase.Body:
                _body.ReadSymbol(symbol);
                break;
            default:
                _phase = Phase.Done;
                break;
        }

        UpdateNeeds();
    }

    public override void ReadQuoted()
    {
        switch (_phase)
        {
            case Phase.Header:
                _header.ReadQuoted();
                break;
            case Phase.Body:
                _body.ReadQuoted();
                break;
            default:
                _phase = Phase.Done;
                break;
        }

        UpdateNeeds();
    }

    private void ReadFirstWord(ReadOnlySpan<byte> word, int start)
    {
        if (word.Is("CREATE"u8) || word.Is("ALTER"u8))
        {
            _header.Begin(isAlter: word.Is("ALTER"u8));
            _phase = Phase.Header;
        }
        else if (word.Is("BEGIN"u8))
        {
            _phase = Phase.Begin;
        }
        else if (word.Is("DECLARE"u8))
        {
            OpenBody(Block.Declarations, start, word.Length);
        }
        else if (Blocks.OpenedBy(word) != Block.None)
        {
            EnterBody();
            ReadBody(word, start);
        }
        else
        {
            _phase = Phase.Done;
        }
    }

    private void ReadHeader(ReadOnlySpan<byte> word, int start)
    {
        switch (_header.ReadWord(word))
        {
            case HeaderStep.NoBody:
                _phase = Phase.Done;
                break;
            case HeaderStep.BodyFollows:
                EnterBody();
                break;
            case HeaderStep.BodyBegins:
                EnterBody();
                ReadBody(word, start);
                break;
            case HeaderStep.DeclarationsFollow:
                _phase = Phase.Declarations;
                break;
            case HeaderStep.PackageFollows:
                OpenBody(Block.Package, _firstWordStart, "CREATE".Length);
                ReadBody(word, start);
                break;
        }
    }

    private void ReadBody(ReadOnlySpan<byte> word, int start)
    {
        bool wasOpen = _body.IsOpen;
        _body.ReadWord(word);
        if (!wasOpen && _body.IsOpen)
        {
            BodyStart = start;
            BodyKeywordLength = word.Length;
        }
    }

    private void OpenBody(Block block, int start, int length)
    {
        EnterBody();
        _body.Open(block);
        BodyStart = start;
        BodyKeywordLength = length;
    }

    private void EnterBody()
    {
        _phase = Phase.Body;
        _body.Begin();
    }

    private void UpdateNeeds()
    {
        if (_phase == Phase.Body && _body.IsDone)
        {
            _phase = Phase.Done;
        }

        NeedsWords = _phase != Phase.Done;
    }
}
