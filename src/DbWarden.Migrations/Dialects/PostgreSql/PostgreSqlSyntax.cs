using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.PostgreSql;

internal sealed class PostgreSqlSyntax : TokenSyntax
{
    public static PostgreSqlSyntax Instance { get; } = new();

    public override int SkipComment(ReadOnlySpan<byte> text, int position)
    {
        if (StartsAt(text, position, "--"u8))
        {
            return Characters.FindLineEnd(text, position);
        }

        return StartsAt(text, position, "/*"u8) ? OrEnd(QuotedText.FindNestedCommentEnd(text, position), text) : position;
    }

    public override int SkipQuoted(ReadOnlySpan<byte> text, int position)
    {
        switch (text[position])
        {
            case (byte)'\'' or (byte)'"':
                return OrEnd(QuotedText.FindEnd(text, position), text);
            case (byte)'E' or (byte)'e' when StartsAt(text, position + 1, "'"u8):
                return OrEnd(QuotedText.FindEndWithEscapes(text, position + 1), text);
            case (byte)'$':
                int tagEnd = DollarQuote.FindTagEnd(text, position);
                return tagEnd < 0 ? position : OrEnd(QuotedText.FindEnd(text, tagEnd, text[position..tagEnd]), text);
            default:
                return position;
        }
    }
}
