using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

/// <summary>What a word of a header means.</summary>
internal enum HeaderStep
{
    /// <summary>The header goes on.</summary>
    Continue,

    /// <summary>The statement is none that has a body.</summary>
    NoBody,

    /// <summary>The next word is the first of the body.</summary>
    BodyFollows,

    /// <summary>This word is the first of the body.</summary>
    BodyBegins,

    /// <summary>Declarations follow, then BEGIN (sql_mode ORACLE).</summary>
    DeclarationsFollow,

    /// <summary>The routines of a package follow.</summary>
    PackageFollows,
}

/// <summary>
/// Reads <c>CREATE [OR REPLACE] [DEFINER = …] {PROCEDURE | FUNCTION | TRIGGER | EVENT | PACKAGE [BODY]} …</c>, and <c>ALTER EVENT</c>,
/// up to the body.
/// </summary>
internal sealed class RoutineHeader
{
    private enum Kind
    {
        Unknown,
        Procedure,
        Function,
        Trigger,
        Event,
        Package,
    }

    private Kind _kind;
    private bool _isAlter;
    private bool _isNamed;
    private bool _isPartOfName;
    private bool _isBehindEach;
    private bool _isBehindForEachRow;
    private bool _hasReturnType;
    private int _parenthesisDepth;

    public void Begin(bool isAlter)
    {
        _kind = Kind.Unknown;
        _isAlter = isAlter;
        _isNamed = false;
        _isPartOfName = false;
        _isBehindEach = false;
        _isBehindForEachRow = false;
        _hasReturnType = false;
        _parenthesisDepth = 0;
    }

    public HeaderStep ReadWord(ReadOnlySpan<byte> word)
    {
        if (_parenthesisDepth > 0)
        {
            return HeaderStep.Continue;
        }

        if (_isPartOfName)
        {
            _isPartOfName = false;
            return HeaderStep.Continue;
        }

        if (_kind == Kind.Unknown)
        {
            return ReadKind(word);
        }

        if (!_isNamed)
        {
            return ReadName(word);
        }

        return _kind switch
        {
            Kind.Trigger => ReadTriggerWord(word),
            Kind.Event => word.Is("DO"u8) ? HeaderStep.BodyFollows : HeaderStep.Continue,
            Kind.Procedure => ReadProcedureWord(word),
            Kind.Function => ReadFunctionWord(word),
            _ => HeaderStep.PackageFollows,
        };
    }

    public void ReadSymbol(byte symbol)
    {
        _parenthesisDepth = Math.Max(
            0,
            _parenthesisDepth
                + (
                    symbol == (byte)'(' ? 1
                    : symbol == (byte)')' ? -1
                    : 0
                )
        );

        // The user behind DEFINER, and the name behind its schema.
        bool joinsUser = _kind == Kind.Unknown && symbol is (byte)'=' or (byte)'@' or (byte)'-';
        _isPartOfName = symbol == (byte)'.' || joinsUser;
    }

    public void ReadQuoted()
    {
        _isNamed |= _kind != Kind.Unknown;
        _isPartOfName = false;
    }

    private HeaderStep ReadKind(ReadOnlySpan<byte> word)
    {
        _kind =
            word.Is("EVENT"u8) ? Kind.Event
            : _isAlter ? Kind.Unknown
            : word.Is("PROCEDURE"u8) ? Kind.Procedure
            : word.Is("FUNCTION"u8) ? Kind.Function
            : word.Is("TRIGGER"u8) ? Kind.Trigger
            : word.Is("PACKAGE"u8) ? Kind.Package
            : Kind.Unknown;
        bool isPrefix = word.Is("OR"u8) || word.Is("REPLACE"u8) || word.Is("AGGREGATE"u8) || word.Is("DEFINER"u8);
        return _kind == Kind.Unknown && !isPrefix ? HeaderStep.NoBody : HeaderStep.Continue;
    }

    private HeaderStep ReadName(ReadOnlySpan<byte> word)
    {
        bool precedesName =
            word.Is("IF"u8) || word.Is("NOT"u8) || word.Is("EXISTS"u8) || (_kind == Kind.Package && word.Is("BODY"u8));
        _isNamed = !precedesName;
        return HeaderStep.Continue;
    }

    private HeaderStep ReadTriggerWord(ReadOnlySpan<byte> word)
    {
        if (_isBehindForEachRow)
        {
            // FOLLOWS and PRECEDES name another trigger.
            _isPartOfName = word.Is("FOLLOWS"u8) || word.Is("PRECEDES"u8);
            return _isPartOfName ? HeaderStep.Continue : HeaderStep.BodyBegins;
        }

        _isBehindForEachRow = _isBehindEach && word.Is("ROW"u8);
        _isBehindEach = word.Is("EACH"u8);
        return HeaderStep.Continue;
    }

    private static HeaderStep ReadProcedureWord(ReadOnlySpan<byte> word)
    {
        if (word.Is("AS"u8) || word.Is("IS"u8))
        {
            return HeaderStep.DeclarationsFollow;
        }

        return IsCharacteristic(word) ? HeaderStep.Continue : HeaderStep.BodyBegins;
    }

    private HeaderStep ReadFunctionWord(ReadOnlySpan<byte> word)
    {
        if (word.Is("SONAME"u8))
        {
            return HeaderStep.NoBody;
        }

        if (word.Is("AS"u8) || word.Is("IS"u8))
        {
            return HeaderStep.DeclarationsFollow;
        }

        // RETURN begins a body of one statement, but with sql_mode ORACLE the first one names the type.
        if (word.Is("RETURNS"u8) || (word.Is("RETURN"u8) && !_hasReturnType))
        {
            _hasReturnType = true;
            return HeaderStep.Continue;
        }

        return word.Is("RETURN"u8) || Blocks.OpenedBy(word) != Block.None ? HeaderStep.BodyBegins : HeaderStep.Continue;
    }

    private static bool IsCharacteristic(ReadOnlySpan<byte> word) =>
        word.Is("COMMENT"u8)
        || word.Is("LANGUAGE"u8)
        || word.Is("SQL"u8)
        || word.Is("NOT"u8)
        || word.Is("DETERMINISTIC"u8)
        || word.Is("CONTAINS"u8)
        || word.Is("NO"u8)
        || word.Is("READS"u8)
        || word.Is("MODIFIES"u8)
        || word.Is("DATA"u8)
        || word.Is("SECURITY"u8)
        || word.Is("DEFINER"u8)
        || word.Is("INVOKER"u8);
}
