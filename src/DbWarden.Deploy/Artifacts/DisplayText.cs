namespace DbWarden.Deploy.Artifacts;

/// <summary>Names out of a file that nobody has checked, as a message may show them.</summary>
internal static class DisplayText
{
    private const int Longest = 1_000;

    /// <summary>Short, on one line, and without characters that command a terminal.</summary>
    public static string Of(string text)
    {
        var start = text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text;
        return start.Any(IsUnsafe) ? string.Concat(start.Select(character => IsUnsafe(character) ? '?' : character)) : start;
    }

    private static bool IsUnsafe(char character) => char.IsControl(character) || IsBidirectionalControl(character);

    /// <summary>Characters that make a terminal show what follows in another order than it is written.</summary>
    private static bool IsBidirectionalControl(char character) =>
        character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
