using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.Sqlite;

internal sealed class SqliteSyntax : TokenSyntax
{
    public static SqliteSyntax Instance { get; } = new();

    public override int SkipComment(ReadOnlySpan<byte> text, int position)
    {
        if (StartsAt(text, position, "--"u8))
        {
            return Characters.FindLineEnd(text, position);
        }

        return StartsAt(text, position, "/*"u8) ? OrEnd(QuotedText.FindEnd(text, position + 2, "*/"u8), text) : position;
    }

    public override int SkipQuoted(ReadOnlySpan<byte> text, int position) =>
        text[position] switch
        {
            (byte)'\'' or (byte)'"' or (byte)'`' => OrEnd(QuotedText.FindEnd(text, position), text),
            (byte)'[' => OrEnd(QuotedText.FindEnd(text, position + 1, "]"u8), text),
            _ => position,
        };
}
