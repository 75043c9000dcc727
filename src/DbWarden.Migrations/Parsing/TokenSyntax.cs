namespace DbWarden.Migrations.Parsing;

/// <summary>What has to be known of a dialect to tell the words of one statement from its comments and quoted text.</summary>
internal abstract class TokenSyntax
{
    /// <summary>The offset behind the comment that begins at <paramref name="position"/>; the same offset where none does.</summary>
    public abstract int SkipComment(ReadOnlySpan<byte> text, int position);

    /// <summary>The offset behind the quoted text that begins at <paramref name="position"/>; the same offset where none does.</summary>
    public abstract int SkipQuoted(ReadOnlySpan<byte> text, int position);

    /// <summary>An end that was looked for: where it is missing, the end of the text.</summary>
    protected static int OrEnd(int end, ReadOnlySpan<byte> text) => end < 0 ? text.Length : end;

    protected static bool StartsAt(ReadOnlySpan<byte> text, int position, ReadOnlySpan<byte> value) =>
        text[position..].StartsWith(value);
}
