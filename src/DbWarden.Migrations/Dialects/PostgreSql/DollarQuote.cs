using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.PostgreSql;

/// <summary><c>$$ … $$</c> and <c>$tag$ … $tag$</c>.</summary>
internal static class DollarQuote
{
    /// <summary>The offset behind the opening <c>$tag$</c> at <paramref name="start"/>; -1 where the dollar sign opens no quote.</summary>
    public static int FindTagEnd(ReadOnlySpan<byte> text, int start)
    {
        int end = start + 1;
        if (end < text.Length && Characters.IsWordStart(text[end]))
        {
            while (end < text.Length && text[end] != (byte)'$' && Characters.IsWordPart(text[end]))
            {
                end++;
            }
        }

        return end < text.Length && text[end] == (byte)'$' ? end + 1 : -1;
    }
}
