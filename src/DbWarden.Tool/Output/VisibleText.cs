using System.Globalization;
using System.Text;

namespace DbWarden.Tool.Output;

/// <summary>
/// Makes text from files, databases and servers safe to show: what would move the cursor, colour the screen or reorder the line is
/// spelt out instead.
/// </summary>
internal static class VisibleText
{
    /// <summary>The text with every character spelt out that a terminal would obey; line feeds and tabs stay.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f') && text.All(character => !IsObeyed(character)))
            return text;
        var visible = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (IsObeyed(character))
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                visible.Append(character);
        }

        return visible.ToString();
    }

    /// <summary>The same on one line.</summary>
    public static string OneLine(string text) => Of(text.ReplaceLineEndings(" "));

    /// <summary>Control characters, and those that turn the direction of writing.</summary>
    private static bool IsObeyed(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\t'))
        || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
