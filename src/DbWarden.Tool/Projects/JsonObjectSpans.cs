using System.Text;
using System.Text.Json;

namespace DbWarden.Tool.Projects;

/// <summary>Where an object of a JSON text can be added to; offsets count characters.</summary>
/// <param name="LastValueEnd">Behind the last value in it; behind its opening brace where it is empty.</param>
/// <param name="NeedsComma">Whether a comma has to be put there first.</param>
/// <param name="End">Where its closing brace stands.</param>
internal readonly record struct JsonObjectSpan(int LastValueEnd, bool NeedsComma, int End);

/// <summary>The root object of a JSON text, and one object directly in it.</summary>
/// <param name="Root">The root object.</param>
/// <param name="Section">The object in it; null where there is none of that name.</param>
/// <param name="Names">The names in that object.</param>
internal sealed record JsonObjectSpans(JsonObjectSpan Root, JsonObjectSpan? Section, IReadOnlySet<string> Names)
{
    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private delegate void ValueReader(string name, ref Utf8JsonReader json);

    /// <summary>Null where the text is no object. Names are compared without regard to case, as the configuration does.</summary>
    public static JsonObjectSpans? Read(string text, string section)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var json = new Utf8JsonReader(bytes, Options);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return null;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        JsonObjectSpan? found = null;
        var root = ReadObject(ref json, bytes, ReadRootMember);
        json.Read();
        return new JsonObjectSpans(root, found, names);

        void ReadRootMember(string name, ref Utf8JsonReader value)
        {
            // "Section:name" as one key means the same to the configuration.
            if (name.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase))
                names.Add(name[(section.Length + 1)..]);
            if (value.TokenType == JsonTokenType.StartObject && string.Equals(name, section, StringComparison.OrdinalIgnoreCase))
                found = ReadObject(ref value, bytes, ReadSectionMember);
            else
                value.Skip();
        }

        void ReadSectionMember(string name, ref Utf8JsonReader value)
        {
            names.Add(name);
            value.Skip();
        }
    }

    /// <summary>From behind an opening brace to the closing one.</summary>
    private static JsonObjectSpan ReadObject(ref Utf8JsonReader json, byte[] bytes, ValueReader readValue)
    {
        var lastValueEnd = (int)json.BytesConsumed;
        var isEmpty = true;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            readValue(name, ref json);
            lastValueEnd = (int)json.BytesConsumed;
            isEmpty = false;
        }

        var end = (int)json.TokenStartIndex;
        var needsComma = !isEmpty && !HasComma(bytes.AsSpan(lastValueEnd..end));
        return new JsonObjectSpan(
            Encoding.UTF8.GetCharCount(bytes, 0, lastValueEnd),
            needsComma,
            Encoding.UTF8.GetCharCount(bytes, 0, end)
        );
    }

    /// <summary>Whether a comma stands among the blanks and comments behind a value.</summary>
    private static bool HasComma(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] == ',')
                return true;
            var comment =
                text.StartsWith("//"u8) ? text.IndexOf((byte)'\n')
                : text.StartsWith("/*"u8) ? text.IndexOf("*/"u8)
                : 0;
            text = text[(Math.Max(comment, 0) + 1)..];
        }

        return false;
    }
}
