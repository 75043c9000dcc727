namespace DbWarden.Migrations.Parsing;

/// <summary>Tells <c>-- upgrade</c> and <c>-- rollback</c> from other comments.</summary>
internal static class SectionMarker
{
    /// <summary>What the comment line is: a marker of a section, or any other comment.</summary>
    /// <param name="comment">From its first dash up to its line end.</param>
    public static ScriptItemKind Recognise(ReadOnlySpan<byte> comment)
    {
        int start = Characters.SkipBlanks(comment, 2);
        int end = comment.Length;
        while (end > start && Characters.IsBlank(comment[end - 1]))
        {
            end--;
        }

        var word = comment[start..end];
        if (start == 2)
        {
            return ScriptItemKind.CommentLine;
        }

        if (word.Is("UPGRADE"u8))
        {
            return ScriptItemKind.UpgradeMarker;
        }

        return word.Is("ROLLBACK"u8) ? ScriptItemKind.RollbackMarker : ScriptItemKind.CommentLine;
    }
}
