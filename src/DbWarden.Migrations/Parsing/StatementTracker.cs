namespace DbWarden.Migrations.Parsing;

/// <summary>
/// Follows a statement token by token as far as its words decide where it ends: whether it has a body, and where that body ends.
/// </summary>
internal abstract class StatementTracker
{
    /// <summary>Whether the statement has to be read word by word from here on. False for nearly every statement after its first word.</summary>
    public bool NeedsWords { get; protected set; }

    /// <summary>Whether the last token stands inside a body, where a <c>;</c> ends no statement and a comment is text.</summary>
    public abstract bool IsInsideBody { get; }

    /// <summary>Offset of the keyword that opened the outermost body.</summary>
    public int BodyStart { get; protected set; }

    /// <summary>Length of that keyword.</summary>
    public int BodyKeywordLength { get; protected set; }

    /// <summary>A new statement begins.</summary>
    public abstract void Begin();

    /// <summary>An unquoted word or a number.</summary>
    public abstract void ReadWord(ReadOnlySpan<byte> word, int start);

    /// <summary>Any other single byte that is neither white space nor part of a comment.</summary>
    public abstract void ReadSymbol(byte symbol);

    /// <summary>A string or a quoted identifier.</summary>
    public abstract void ReadQuoted();
}
