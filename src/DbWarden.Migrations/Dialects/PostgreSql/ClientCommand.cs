using System.Runtime.InteropServices;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.PostgreSql;

/// <summary>A command of psql.</summary>
/// <param name="End">Offset behind its name.</param>
/// <param name="ExecutesStatement">Whether it sends the statement before it, as <c>\gexec</c> does.</param>
/// <param name="IsWrittenByDump">Whether pg_dump writes it around its SQL, where it means nothing to the server.</param>
/// <param name="IsPartOfStatement">Whether it stands for a character of the statement around it, as <c>\;</c> does.</param>
/// <param name="ReadsCopyData">Whether rows follow its line.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClientCommand(
    int End,
    bool ExecutesStatement,
    bool IsWrittenByDump,
    bool IsPartOfStatement,
    bool ReadsCopyData
)
{
    /// <summary>Reads the command whose backslash is at <paramref name="start"/>.</summary>
    public static ClientCommand Read(ReadOnlySpan<byte> text, int start)
    {
        int end = start + 1;
        while (end < text.Length && Characters.IsWordPart(text[end]))
        {
            end++;
        }

        if (end == start + 1 && end < text.Length && !Characters.IsWhiteSpace(text[end]))
        {
            end++;
        }

        var name = text[(start + 1)..end];
        return new ClientCommand(
            end,
            ExecutesStatement: name.StartsWith("g"u8) || name.StartsWith("crosstabview"u8) || name.SequenceEqual("watch"u8),
            IsWrittenByDump: name.SequenceEqual("restrict"u8) || name.SequenceEqual("unrestrict"u8),
            IsPartOfStatement: name.SequenceEqual(";"u8) || name.SequenceEqual(":"u8),
            ReadsCopyData: name.SequenceEqual("copy"u8) && ReadsFromScript(text[end..Characters.FindLineEnd(text, end)])
        );
    }

    private static bool ReadsFromScript(ReadOnlySpan<byte> arguments)
    {
        bool isBehindFrom = false;
        int position = 0;
        while (position < arguments.Length)
        {
            if (!Characters.IsWordStart(arguments[position]))
            {
                position++;
                continue;
            }

            int end = Characters.FindWordEnd(arguments, position);
            var word = arguments[position..end];
            if (isBehindFrom && word.Is("STDIN"u8))
            {
                return true;
            }

            isBehindFrom = word.Is("FROM"u8);
            position = end;
        }

        return false;
    }
}
