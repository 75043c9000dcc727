using System.Globalization;
using System.Text;

namespace DbWarden.Migrations.Text;

/// <summary>Writes indented JSON, byte for byte the same on every machine. (netstandard2.0 has no System.Text.Json.)</summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _needsComma;

    public JsonText StartObject(string? name = null) => Open(name, '{');

    public JsonText EndObject() => Close('}');

    public JsonText StartArray(string? name = null) => Open(name, '[');

    public JsonText EndArray() => Close(']');

    public JsonText Value(string? name, string? value)
    {
        Begin(name);
        if (value is null)
            _text.Append("null");
        else
            AppendString(value);
        return this;
    }

    public JsonText Value(string? name, long value)
    {
        Begin(name);
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    public JsonText Value(string? name, bool value)
    {
        Begin(name);
        _text.Append(value ? "true" : "false");
        return this;
    }

    /// <summary>The document in UTF-8, with a line end behind it.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString() + "\n");

    private JsonText Open(string? name, char bracket)
    {
        Begin(name);
        _text.Append(bracket);
        _depth++;
        _needsComma = false;
        return this;
    }

    private JsonText Close(char bracket)
    {
        _depth--;
        // An empty list or object stays on its line.
        if (_needsComma)
            StartLine();
        _text.Append(bracket);
        _needsComma = true;
        return this;
    }

    private void Begin(string? name)
    {
        if (_needsComma)
            _text.Append(',');
        if (_depth > 0)
            StartLine();
        if (name is not null)
        {
            AppendString(name);
            _text.Append(": ");
        }

        _needsComma = true;
    }

    private void StartLine() => _text.Append('\n').Append(' ', _depth * 2);

    private void AppendString(string value)
    {
        _text.Append('"');
        foreach (var character in value)
        {
            if (character is '"' or '\\')
                _text.Append('\\').Append(character);
            else if (character < ' ' || char.IsSurrogate(character) || character is '\u2028' or '\u2029' or '\u007f')
                _text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            else
                _text.Append(character);
        }

        _text.Append('"');
    }
}
