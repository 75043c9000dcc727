namespace DbWarden.Migrations.Parsing;

/// <summary>
/// Reads a script forward, once, item by item, over its UTF-8 bytes. Each engine has its own reader, which knows that engine's
/// quotes, comments and bodies. Never throws, whatever the bytes are.
/// </summary>
/// <remarks>
/// Section markers count only at the top level: inside a string, a quoted identifier, a block comment, a body or COPY data they
/// are text. A marker ends a statement that lacks its terminator, and puts a changed delimiter back to <c>;</c>.
/// </remarks>
public abstract class ScriptReader
{
    /// <summary>Moves to the next item. After <see cref="ScriptItemKind.End"/> it stays there.</summary>
    public abstract ScriptItemKind Read();

    /// <summary>The statement just read. Valid after <see cref="ScriptItemKind.Statement"/>.</summary>
    public abstract Statement Statement { get; }

    /// <summary>
    /// Where the comment line or marker just read begins (at its first dash) and ends (before its line end).
    /// </summary>
    public abstract (int Start, int End, int Line, int Column) Comment { get; }

    /// <summary>Whether the comment line just read stands between the lines of a statement that has already begun.</summary>
    public abstract bool IsInsideStatement { get; }

    /// <summary>What cannot be read. Valid after <see cref="ScriptItemKind.Problem"/>.</summary>
    public abstract SyntaxProblem Problem { get; }
}
