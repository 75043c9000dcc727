using System.Globalization;
using System.Text;
using DbWarden.Migrations.Manifest;

namespace DbWarden.Migrations.Text;

/// <summary>Writes indented JSON, byte for byte the same on every machine. (netstandard2.0 has no System.Text.Json.)</summary>
internal sealed class JsonWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _needsComma;

    public JsonWriter StartObject(string? name = null) => Open(name, '{');

    public JsonWriter EndObject() => Close('}');

    public JsonWriter StartArray(string? name = null) => Open(name, '[');

    public JsonWriter EndArray() => Close(']');

    public JsonWriter Value(string? name, string? value)
    {
        Begin(name);
        if (value is null)
            _text.Append("null");
        else
            _text.AppendJson(value);
        return this;
    }

    public JsonWriter Value(string? name, long value)
    {
        Begin(name);
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    public JsonWriter Value(string? name, bool value)
    {
        Begin(name);
        _text.Append(value ? "true" : "false");
        return this;
    }

    /// <summary>The document in UTF-8, with a line end behind it.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString() + "\n");

    private JsonWriter Open(string? name, char bracket)
    {
        Begin(name);
        _text.Append(bracket);
        _depth++;
        _needsComma = false;
        return this;
    }

    private JsonWriter Close(char bracket)
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
            _text.AppendJson(name);
            _text.Append(": ");
        }

        _needsComma = true;
    }

    private void StartLine() => _text.Append('\n').Append(' ', _depth * 2);
}
