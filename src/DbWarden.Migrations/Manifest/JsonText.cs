using System.Globalization;
using System.Text;

namespace DbWarden.Migrations.Manifest;

/// <summary>Writes texts as JSON does.</summary>
internal static class JsonText
{
    public static StringBuilder AppendJson(this StringBuilder json, string text)
    {
        json.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is '"' or '\\')
                json.Append('\\').Append(character);
            else if (character < ' ' || IsLoneSurrogate(text, i))
                json.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            else
                json.Append(character);
        }

        return json.Append('"');
    }

    private static bool IsLoneSurrogate(string text, int index) =>
        (char.IsHighSurrogate(text[index]) && (index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1])))
        || (char.IsLowSurrogate(text[index]) && (index == 0 || !char.IsHighSurrogate(text[index - 1])));
}
