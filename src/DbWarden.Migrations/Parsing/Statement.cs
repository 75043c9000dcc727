using System.Runtime.InteropServices;

namespace DbWarden.Migrations.Parsing;

/// <summary>One statement of a script, as ranges of the script's bytes. Its text is decoded only where somebody needs it.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Statement
{
    /// <summary>Offset of the first byte of the comments that belong to the statement; equals <see cref="Start"/> without any.</summary>
    public required int LeadingStart { get; init; }

    /// <summary>Offset of the statement's first byte, behind leading blanks and comments.</summary>
    public required int Start { get; init; }

    /// <summary>Offset behind the statement's last byte; its terminator and blanks before it are left out.</summary>
    public required int End { get; init; }

    /// <summary>Offset of the first byte of COPY data; 0 where the statement brings none.</summary>
    public int DataStart { get; init; }

    /// <summary>Offset behind the last byte of COPY data (the <c>\.</c> line is left out).</summary>
    public int DataEnd { get; init; }

    /// <summary>Whether rows for <c>COPY … FROM STDIN</c> follow the statement, even if there are none of them.</summary>
    public bool HasData { get; init; }

    /// <summary>1-based line of <see cref="Start"/>.</summary>
    public required int Line { get; init; }

    /// <summary>1-based column of <see cref="Start"/>, in UTF-16 units.</summary>
    public required int Column { get; init; }

    public int Length => End - Start;
}
