using System.Runtime.InteropServices;
using System.Text;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Execution;

/// <summary>A statement of a migration on its way to the server.</summary>
/// <param name="Script">The bytes of the file that it stands in.</param>
/// <param name="Position">Where it stands there.</param>
/// <param name="Number">1-based, within its section.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScriptStatement(
    ReadOnlyMemory<byte> Script,
    Statement Position,
    int Number,
    StatementTraits Traits
)
{
    private const int SummaryLength = 80;
    private const int HeadLength = 1000;

    public ReadOnlyMemory<byte> Bytes => Script[Position.Start..Position.End];

    /// <summary>The rows that follow a COPY statement.</summary>
    public ReadOnlyMemory<byte> Data => Script[Position.DataStart..Position.DataEnd];

    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>So much of its text as tells what it is about.</summary>
    public string Head => Encoding.UTF8.GetString(Bytes.Span[..Math.Min(Bytes.Length, HeadLength)]);

    /// <summary>The statement's beginning on one line, for a reader who is to recognise it.</summary>
    public string Summary
    {
        get
        {
            var start = Bytes.Span[..Math.Min(Bytes.Length, SummaryLength * 4)];
            var words = Encoding.UTF8.GetString(start).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var line = string.Join(' ', words);
            return line.Length <= SummaryLength && start.Length == Bytes.Length
                ? line
                : line[..Math.Min(line.Length, SummaryLength - 1)] + "…";
        }
    }

    /// <summary>Line and column, both 1-based and the column in UTF-16 units, of a place in the statement.</summary>
    /// <param name="offset">Code points from the statement's beginning; null for the beginning.</param>
    public (int Line, int Column) Locate(int? offset)
    {
        var (line, column) = (Position.Line, Position.Column);
        var rest = Bytes.Span;
        for (var i = 0; i < (offset ?? 0) && !rest.IsEmpty; i++)
        {
            Rune.DecodeFromUtf8(rest, out var rune, out var length);
            // A CRLF counts as one line end: its \r is passed over, its \n counts.
            var isLineEnd = rune.Value == '\n' || (rune.Value == '\r' && (rest.Length == 1 || rest[1] != (byte)'\n'));
            (line, column) = isLineEnd ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
            rest = rest[length..];
        }

        return (line, column);
    }
}
