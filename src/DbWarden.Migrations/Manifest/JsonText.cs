using System.Globalization;
using System.Text;

namespace DbWarden.Migrations.Manifest;

/// <summary>Writes texts as JSON does.</summary>
internal static class JsonText
{
    public static StringBuilder AppendJson(this StringBuilder json, string text)
    {
        json.Append('"');
        // What can stand as it is, which is nearly always all of it, is taken over in one piece.
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Escape(text, i) is not { } escaped)
                continue;
            json.Append(text, start, i - start).Append(escaped);
            start = i + 1;
        }

        return json.Append(text, start, text.Length - start).Append('"');
    }

    /// <summary>What stands for the character; null where it can stand for itself.</summary>
    private static string? Escape(string text, int index) =>
        text[index] switch
        {
            '"' => "\\\"",
            '\\' => @"\\",
            >= ' ' and <= '~' => null,
            var character when character < ' ' || IsLoneSurrogate(text, index) => "\\u"
                + ((int)character).ToString("x4", CultureInfo.InvariantCulture),
            _ => null,
        };

    private static bool IsLoneSurrogate(string text, int index) =>
        (char.IsHighSurrogate(text[index]) && (index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1])))
        || (char.IsLowSurrogate(text[index]) && (index == 0 || !char.IsHighSurrogate(text[index - 1])));
}
