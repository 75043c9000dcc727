using System.Text.Json;

namespace DbWarden.Deploy.Schemas.Writing;

internal sealed class JsonDocumentWriter(Utf8JsonWriter writer) : IDocumentWriter
{
    public void StartObject() => writer.WriteStartObject();

    public void EndObject() => writer.WriteEndObject();

    public void Name(string name) => writer.WritePropertyName(name);

    public void StartList() => writer.WriteStartArray();

    public void EndList() => writer.WriteEndArray();

    public void Text(string value) => writer.WriteStringValue(value);

    public void Code(string value) => writer.WriteStringValue(value);

    public void Flag(bool value) => writer.WriteBooleanValue(value);

    public void Number(long value) => writer.WriteNumberValue(value);
}
