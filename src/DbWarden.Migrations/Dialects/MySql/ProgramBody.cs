using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

/// <summary>
/// Follows the body of a stored program: <c>BEGIN … END</c>, IF, CASE, LOOP, WHILE, REPEAT and FOR, as deep as they go. A keyword
/// opens a block only where a statement can begin, and END closes one only where it can, so functions, columns and variables of
/// the same name do neither.
/// </summary>
internal sealed class ProgramBody
{
    private readonly List<Block> _blocks = [];
    private HandlerDeclaration _handler;

    // Whether the next word is the first of a statement.
    private bool _isAtStatementStart;

    // Whether the next word is a name, since it follows a dot or an at sign.
    private bool _isName;

    // Whether the next word says what END has closed.
    private bool _isBehindEnd;

    // Whether the header of a routine within a package is being read.
    private bool _isInRoutineHeader;

    /// <summary>Whether a block is open.</summary>
    public bool IsOpen => _blocks.Count > 0;

    /// <summary>Whether nothing that follows can open a block: the body has ended, or is a single plain statement.</summary>
    public bool IsDone { get; private set; }

    private Block Top => _blocks.Count == 0 ? Block.None : _blocks[^1];

    /// <summary>The body begins with the next word.</summary>
    public void Begin()
    {
        _blocks.Clear();
        _handler = default;
        _isAtStatementStart = true;
        _isName = false;
        _isBehindEnd = false;
        _isInRoutineHeader = false;
        IsDone = false;
    }

    public void Open(Block block)
    {
        _blocks.Add(block);
        _isAtStatementStart = block is Block.Begin or Block.Loop or Block.Repeat or Block.Declarations or Block.Package;
    }

    public void ReadWord(ReadOnlySpan<byte> word)
    {
        bool isName = _isName;
        bool isStart = _isAtStatementStart;
        bool isBehindEnd = _isBehindEnd;
        _isName = _isAtStatementStart = _isBehindEnd = false;
        if (isName || isBehindEnd)
        {
            return;
        }

        if (!IsOpen && !isStart)
        {
            IsDone = true;
            return;
        }

        isStart |= _handler.ReadWord(word, isStart);
        if (word.Is("END"u8))
        {
            Close(isStart);
        }
        else if (Top == Block.Package)
        {
            ReadPackageWord(word, isStart);
        }
        else if (isStart && Blocks.OpenedBy(word) is var block && block != Block.None)
        {
            OpenOrReplace(block);
        }
        else
        {
            ReadInnerWord(word, isStart);
        }
    }

    public void ReadSymbol(byte symbol)
    {
        _isName = symbol is (byte)'.' or (byte)'@';
        _isBehindEnd = false;
        _isAtStatementStart = symbol is (byte)';' or (byte)':';
        if (symbol == (byte)';')
        {
            _handler = default;
            _isInRoutineHeader = false;
            while (Top == Block.CaseExpression)
            {
                Pop();
            }
        }
        else if (symbol == (byte)',')
        {
            _handler.ReadComma();
        }

        // A colon makes the word before it the label of the body.
        IsDone |= !IsOpen && symbol != (byte)':';
    }

    public void ReadQuoted()
    {
        IsDone |= !IsOpen && !_isAtStatementStart;
        _isName = _isAtStatementStart = _isBehindEnd = false;
    }

    private void ReadInnerWord(ReadOnlySpan<byte> word, bool isStart)
    {
        if (word.Is("THEN"u8) || word.Is("ELSE"u8))
        {
            _isAtStatementStart = Top != Block.CaseExpression;
        }
        else if (word.Is("DO"u8) || word.Is("LOOP"u8))
        {
            _isAtStatementStart = Top is Block.While or Block.For;
        }
        else if (word.Is("CASE"u8) && IsOpen)
        {
            Open(Block.CaseExpression);
        }
        else if (word.Is("UNTIL"u8) && isStart && Top == Block.Repeat)
        {
            _blocks[^1] = Block.RepeatUntil;
        }
    }

    private void ReadPackageWord(ReadOnlySpan<byte> word, bool isStart)
    {
        if (word.Is("PROCEDURE"u8) || word.Is("FUNCTION"u8))
        {
            _isInRoutineHeader = true;
        }
        else if (word.Is("AS"u8) || word.Is("IS"u8))
        {
            _isAtStatementStart = true;
            if (_isInRoutineHeader)
            {
                Open(Block.Declarations);
            }
        }
        else if (Blocks.OpenedBy(word) is var block && block != Block.None && (isStart || _isInRoutineHeader))
        {
            // Without a routine before it, BEGIN starts the package's own code, which ends with the package.
            OpenOrReplace(block, replaces: block == Block.Begin && !_isInRoutineHeader);
            _isInRoutineHeader = false;
        }
    }

    private void OpenOrReplace(Block block, bool replaces = false)
    {
        if (replaces || (block == Block.Begin && Top == Block.Declarations))
        {
            Pop();
        }

        Open(block);
    }

    private void Close(bool isStart)
    {
        if (isStart || Top is Block.CaseExpression or Block.RepeatUntil)
        {
            _isBehindEnd = Top != Block.CaseExpression;
            Pop();
            IsDone = !IsOpen;
        }
    }

    private void Pop()
    {
        if (_blocks.Count > 0)
        {
            _blocks.RemoveAt(_blocks.Count - 1);
        }
    }
}
