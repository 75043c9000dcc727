using System.Runtime.InteropServices;

namespace DbWarden.Migrations.Parsing;

/// <summary>What a <see cref="ScriptReader"/> has come upon.</summary>
public enum ScriptItemKind
{
    /// <summary>The end of the script; nothing follows.</summary>
    End,

    /// <summary>A statement; see <see cref="ScriptReader.Statement"/>.</summary>
    Statement,

    /// <summary>A <c>--</c> comment that stands alone on its line at the top level (it may stand between the lines of a statement).</summary>
    CommentLine,

    /// <summary><c>-- upgrade</c> alone on its line at the top level.</summary>
    UpgradeMarker,

    /// <summary><c>-- rollback</c> alone on its line at the top level.</summary>
    RollbackMarker,

    /// <summary>Text that cannot be read as SQL; see <see cref="ScriptReader.Problem"/>.</summary>
    Problem,
}

/// <summary>Why a part of a script cannot be read as SQL.</summary>
public enum SyntaxProblemKind
{
    UnterminatedString,
    UnterminatedIdentifier,
    UnterminatedComment,
    UnterminatedDollarQuote,
    UnterminatedBody,

    /// <summary>A command of the engine's own client, which the server does not know.</summary>
    ClientCommand,

    DelimiterWithoutArgument,
    CopyDataWithoutEnd,
}

/// <summary>A part of a script that cannot be read as SQL.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Start">Offset of the first byte at fault, such as the quote that is never closed.</param>
/// <param name="End">Offset behind the last byte to underline (the opening token or the command, not the rest of the file).</param>
/// <param name="Line">1-based line of <paramref name="Start"/>.</param>
/// <param name="Column">1-based column of <paramref name="Start"/>, in UTF-16 units.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SyntaxProblem(SyntaxProblemKind Kind, int Start, int End, int Line, int Column);
