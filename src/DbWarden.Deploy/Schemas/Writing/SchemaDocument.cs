using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DbWarden.Deploy.Schemas.Writing;

/// <summary>The forms that programs read: the same document in JSON and in YAML.</summary>
public static class SchemaDocument
{
    /// <summary>The version of the document's shape; it grows when a reader could be misled.</summary>
    public const int Format = 1;

    public static string ToJson(DatabaseSchema schema)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (
            var json = new Utf8JsonWriter(
                bytes,
                new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
            WriteJson(schema, json);
        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    /// <summary>Writes the schema as one value of a larger document.</summary>
    public static void WriteJson(DatabaseSchema schema, Utf8JsonWriter writer) => Write(schema, new JsonDocumentWriter(writer));

    public static string ToYaml(DatabaseSchema schema)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var writer = new YamlDocumentWriter(output);
        Write(schema, writer);
        writer.Finish();
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static void Write(DatabaseSchema schema, IDocumentWriter writer)
    {
        var facts = new FactWriter(writer);
        writer.StartObject();
        facts.Number("format", Format);
        facts.Text("engine", schema.Engine);
        foreach (var group in schema.Groups)
            Write(group, writer, facts);
        writer.EndObject();
    }

    private static void Write(SchemaGroup group, IDocumentWriter writer, FactWriter facts)
    {
        writer.Name(group.Name);
        writer.StartList();
        foreach (var item in group.Items)
        {
            writer.StartObject();
            item.Describe(facts);
            foreach (var part in item.Groups.Where(part => part.Items.Count > 0))
                Write(part, writer, facts);
            writer.EndObject();
        }

        writer.EndList();
    }

    /// <summary>Facts as properties; one that does not apply is left out.</summary>
    private sealed class FactWriter(IDocumentWriter writer) : IFactVisitor
    {
        public void Text(string name, string? value)
        {
            if (value is null)
                return;
            writer.Name(name);
            writer.Text(value);
        }

        public void Code(string name, string? value)
        {
            if (value is null)
                return;
            writer.Name(name);
            writer.Code(value);
        }

        public void Flag(string name, bool value)
        {
            writer.Name(name);
            writer.Flag(value);
        }

        public void Number(string name, long value)
        {
            writer.Name(name);
            writer.Number(value);
        }

        public void List(string name, IReadOnlyList<string> values)
        {
            if (values.Count == 0)
                return;
            writer.Name(name);
            writer.StartList();
            foreach (var value in values)
                writer.Text(value);
            writer.EndList();
        }
    }
}
