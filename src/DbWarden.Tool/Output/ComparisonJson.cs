using System.Text.Json;
using DbWarden.Deploy.Schemas.Comparing;

namespace DbWarden.Tool.Output;

internal static class ComparisonJson
{
    /// <summary>Writes <c>matches</c>, <c>differences</c> and <c>notes</c>.</summary>
    public static void Write(Utf8JsonWriter json, SchemaComparison comparison)
    {
        json.WriteBoolean("matches", comparison.IsMatch);
        json.WriteStartArray("differences");
        foreach (var difference in comparison.Differences)
            Write(json, difference);
        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in comparison.Notes)
        {
            json.WriteStartObject();
            json.WriteString("owner", note.Owner);
            json.WriteString("text", note.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, SchemaDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("kind", difference.Kind.ToString().ToLowerInvariant());
        json.WriteString("owner", difference.Owner);
        json.WriteString("name", difference.Name);
        json.WriteString("summary", difference.Summary);
        json.WriteStartArray("changes");
        foreach (var change in difference.Changes)
        {
            json.WriteStartObject();
            json.WriteString("fact", change.Fact);
            json.WriteString("expected", change.Expected);
            json.WriteString("actual", change.Actual);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
