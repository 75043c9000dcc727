using System.Runtime.InteropServices;

namespace DbWarden.Deploy.Databases.Sqlite.Schemas;

internal enum SqliteTokenKind
{
    /// <summary>A keyword or a name without quotes.</summary>
    Word,

    /// <summary>A name in double quotes, back-ticks or brackets.</summary>
    QuotedName,

    String,

    /// <summary>A number, or one or two characters such as <c>(</c> or <c>||</c>.</summary>
    Other,
}

/// <summary>A token of SQL that SQLite has accepted before.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Text">As written; for a <see cref="SqliteTokenKind.QuotedName"/> without its quotes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SqliteToken(SqliteTokenKind Kind, int Start, int End, string Text)
{
    /// <summary>Whether it is this keyword; upper case.</summary>
    public bool Is(string keyword) => Kind == SqliteTokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == SqliteTokenKind.Other && Text == symbol;

    /// <summary>A name's own text, or a string's; SQLite takes either where it expects a name.</summary>
    public string Name => Kind == SqliteTokenKind.String ? Text[1..^1].Replace("''", "'", StringComparison.Ordinal) : Text;
}
