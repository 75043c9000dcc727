using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Rules;

/// <summary>Recognises comments whose author most likely meant to begin a section.</summary>
internal static class NearMarker
{
    private const string Upgrade = "upgrade";
    private const string Rollback = "rollback";

    /// <summary>How other migration tools, and people, begin their sections.</summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["up"] = Upgrade,
        ["migrate up"] = Upgrade,
        ["migrate:up"] = Upgrade,
        ["goose up"] = Upgrade,
        ["up migration"] = Upgrade,
        ["roll back"] = Rollback,
        ["down"] = Rollback,
        ["downgrade"] = Rollback,
        ["undo"] = Rollback,
        ["revert"] = Rollback,
        ["migrate down"] = Rollback,
        ["migrate:down"] = Rollback,
        ["goose down"] = Rollback,
        ["down migration"] = Rollback,
    };

    private static readonly string[] Nouns = ["section", "part", "script", "sql", "statements", "steps", "migration"];

    private static readonly char[] Decoration = [.. "-=*#+_~<>[](){}.:;!/@\"' \t"];

    // What decides stands at the beginning; the rest of a long comment need not be decoded.
    private const int LongestMarker = 80;

    /// <summary>The word of the marker that was meant; null for an ordinary comment.</summary>
    /// <param name="comment">From its first dash to the end of its line.</param>
    public static string? Recognise(ReadOnlySpan<byte> comment)
    {
        if (!MayBegin(comment))
            return null;
        var text = Utf8Text.Decode(comment[..Math.Min(comment.Length, LongestMarker)]).TrimStart('-');
        var isBlankMissing = text is not [' ' or '\t', ..];
        // Decoration, as in "=== rollback ===", "[rollback]", "+goose Down" or "rollback:".
        var words = text.Trim(Decoration).ToLowerInvariant();
        if (words is Upgrade or Rollback)
            return words;
        if (Synonyms.TryGetValue(words, out var meant))
            return meant;
        return BeginsWith(words, Upgrade, isBlankMissing) ?? BeginsWith(words, Rollback, isBlankMissing) ?? Misspelt(words);
    }

    /// <summary>Whether the first letter is one that any of the words begins with.</summary>
    private static bool MayBegin(ReadOnlySpan<byte> comment)
    {
        foreach (var value in comment)
        {
            if (Characters.IsWordStart(value) && value != (byte)'_')
                return (value | 0x20) is 'u' or 'r' or 'd' or 'm' or 'g';
        }

        return false;
    }

    private static string? BeginsWith(string words, string marker, bool isBlankMissing)
    {
        if (!words.StartsWith(marker, StringComparison.Ordinal))
            return null;
        var rest = words[marker.Length..];
        var noun = rest.Trim();
        var isMarker = noun is [':', ..] || (rest != noun && (isBlankMissing || Nouns.Contains(noun, StringComparer.Ordinal)));
        return isMarker ? marker : null;
    }

    private static string? Misspelt(string words) =>
        Spelling.IsOneSlip(words, Upgrade) ? Upgrade
        : Spelling.IsOneSlip(words, Rollback) ? Rollback
        : null;
}
