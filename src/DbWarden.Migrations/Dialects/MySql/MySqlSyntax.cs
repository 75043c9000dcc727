using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

internal sealed class MySqlSyntax : TokenSyntax
{
    public static MySqlSyntax Instance { get; } = new();

    public override int SkipComment(ReadOnlySpan<byte> text, int position)
    {
        bool hasDashes =
            StartsAt(text, position, "--"u8) && (position + 2 == text.Length || Characters.IsWhiteSpace(text[position + 2]));
        if (hasDashes || text[position] == (byte)'#')
        {
            return Characters.FindLineEnd(text, position);
        }

        // The code in a comment is read as if the comment's own signs were not there.
        if (StartsAt(text, position, "*/"u8))
        {
            return position + 2;
        }

        if (!StartsAt(text, position, "/*"u8))
        {
            return position;
        }

        var comment = CodeComment.Read(text, position);
        return comment.IsCode ? comment.CodeStart : OrEnd(QuotedText.FindEnd(text, position + 2, "*/"u8), text);
    }

    public override int SkipQuoted(ReadOnlySpan<byte> text, int position) =>
        text[position] switch
        {
            (byte)'\'' or (byte)'"' => OrEnd(QuotedText.FindEndWithEscapes(text, position), text),
            (byte)'`' => OrEnd(QuotedText.FindEnd(text, position), text),
            _ => position,
        };
}
