using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace DbWarden.Deploy.Artifacts.Manifests;

/// <summary>
/// Reads JSON forward, and says in its <see cref="JsonException"/> what it wanted where it found something else.
/// </summary>
internal ref struct ManifestJson(ReadOnlySpan<byte> json)
{
    private static readonly SearchValues<char> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 0x100).Select(code => (char)code).Where(char.IsControl),
    ]);

    private Utf8JsonReader _json = new(SkipByteOrderMark(json));

    /// <summary>
    /// The value of a property that nothing has set yet: a file with one twice could mean different things to different readers.
    /// </summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static T? Once<T>(string property, T? known, T? value) =>
        known is null ? value : throw new JsonException($"'{property}' is given twice.");

    public static T Required<T>(string what, [NotNull] T? value)
        where T : class => value ?? throw Missing(what);

    public static T Required<T>(string what, [NotNull] T? value)
        where T : struct => value ?? throw Missing(what);

    public static JsonException Missing(string what) => new($"The {what} is missing.");

    public void StartObject(string what) => Start(JsonTokenType.StartObject, what, "an object");

    public void StartArray(string what) => Start(JsonTokenType.StartArray, what, "a list");

    /// <summary>Moves to the next property's value and returns its name; null at the object's end.</summary>
    public string? NextProperty()
    {
        Read();
        return _json.TokenType == JsonTokenType.PropertyName ? DecodedText() : null;
    }

    /// <summary>Moves to the next element of a list; false at its end. The element is still to be read.</summary>
    public bool NextElement()
    {
        var ahead = _json;
        if (!ahead.Read())
            throw CutShort();
        if (ahead.TokenType != JsonTokenType.EndArray)
            return true;
        _json = ahead;
        return false;
    }

    /// <summary>A name: a text without control characters, since it may end up on somebody's terminal.</summary>
    public string Text(int longest)
    {
        var text = AnyText(longest);
        return text.AsSpan().ContainsAny(Controls)
            ? throw new JsonException($"A text at byte {_json.TokenStartIndex} holds control characters.")
            : text;
    }

    /// <summary>A text that is not to be shown as it is.</summary>
    public string AnyText(int longest)
    {
        Read();
        if (_json.TokenType != JsonTokenType.String)
            throw Unexpected("a text");
        // A character takes six bytes at most, as \u and four digits.
        if (_json.ValueSpan.Length > longest * 6 || DecodedText() is not { } text || text.Length > longest)
            throw new JsonException($"A text at byte {_json.TokenStartIndex} is longer than {longest} characters.");
        return text;
    }

    /// <summary>A text, or null where there is none.</summary>
    public string? OptionalText(int longest)
    {
        var ahead = _json;
        if (!ahead.Read() || ahead.TokenType != JsonTokenType.Null)
            return Text(longest);
        _json = ahead;
        return null;
    }

    public long Number(long lowest, long highest)
    {
        Read();
        if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var number) || number < lowest || number > highest)
            throw Unexpected($"a number from {lowest} to {highest}");
        return number;
    }

    public bool Flag()
    {
        Read();
        return _json.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Unexpected("true or false"),
        };
    }

    /// <summary>Passes over the value that comes next, whatever it is.</summary>
    public void Skip()
    {
        Read();
        _json.Skip();
    }

    /// <summary>Makes sure that nothing follows.</summary>
    public void End()
    {
        if (_json.Read())
            throw Unexpected("the end");
    }

    private static ReadOnlySpan<byte> SkipByteOrderMark(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> mark = [0xef, 0xbb, 0xbf];
        return json.StartsWith(mark) ? json[mark.Length..] : json;
    }

    private static JsonException CutShort() => new("It ends early.");

    private readonly JsonException Unexpected(string wanted) => new($"At byte {_json.TokenStartIndex} there should be {wanted}.");

    private readonly string DecodedText()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException problem)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8.
            throw new JsonException($"At byte {_json.TokenStartIndex} there is a text that is not Unicode.", problem);
        }
    }

    private void Start(JsonTokenType token, string what, string wanted)
    {
        Read();
        if (_json.TokenType != token)
            throw new JsonException($"At byte {_json.TokenStartIndex} there should be {what}, {wanted}.");
    }

    private void Read()
    {
        if (!_json.Read())
            throw CutShort();
    }
}
