using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace DbWarden.Deploy.Tests.Schemas;

/// <summary>Makes lines such as <c>/tables/0/name = x</c> of a document, so that YAML and JSON can be compared.</summary>
internal static class YamlReading
{
    public static List<string> Flatten(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. Lines(stream.Documents[0].RootNode, "")];
    }

    public static List<string> Flatten(JsonElement json) => [.. Lines(json, "")];

    private static IEnumerable<string> Lines(YamlNode node, string path) =>
        node switch
        {
            YamlMappingNode mapping => mapping.Children.SelectMany(child => Lines(child.Value, $"{path}/{child.Key}")),
            YamlSequenceNode sequence => sequence.Children.SelectMany((child, place) => Lines(child, $"{path}/{place}")),
            _ => [$"{path} = {((YamlScalarNode)node).Value}"],
        };

    private static IEnumerable<string> Lines(JsonElement json, string path) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject()
                .SelectMany(property => Lines(property.Value, $"{path}/{property.Name}")),
            JsonValueKind.Array => json.EnumerateArray().SelectMany((item, place) => Lines(item, $"{path}/{place}")),
            JsonValueKind.True => [$"{path} = true"],
            JsonValueKind.False => [$"{path} = false"],
            JsonValueKind.String => [$"{path} = {json.GetString()}"],
            _ => [$"{path} = {json.GetRawText()}"],
        };
}
