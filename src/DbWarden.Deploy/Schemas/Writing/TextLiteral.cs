using System.Globalization;
using System.Text;

namespace DbWarden.Deploy.Schemas.Writing;

/// <summary>A text from the database as it may be shown on one line: it can neither break the line nor steer a terminal.</summary>
internal static class TextLiteral
{
    public static string Of(string text) => $"'{Escape(text).Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Escape(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                _ when char.IsControl(character) => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    /// <summary>The lines of a program text, each safe to show; trailing blanks are left out.</summary>
    public static IReadOnlyList<string> Lines(string text) =>
        [
            .. text.ReplaceLineEndings("\n")
                .Trim('\n')
                .Split('\n')
                .Select(line => Escape(line.Replace("\t", "    ", StringComparison.Ordinal)).TrimEnd()),
        ];
}
