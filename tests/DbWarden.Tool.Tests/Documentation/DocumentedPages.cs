using DbWarden.TestSupport;
using YamlDotNet.RepresentationModel;

namespace DbWarden.Tool.Tests.Documentation;

/// <summary>Finds what the documentation tells its readers to type.</summary>
internal static class DocumentedPages
{
    private const string Indentation = "    ";
    private const string Fence = "```";

    public static IReadOnlyList<string> Pages { get; } = [.. Markdown().Select(Relative).Order(StringComparer.Ordinal)];

    /// <summary>The files that are there to be copied.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [.. Directory.GetFiles(Full("docs/deploying")).Select(Relative).Order(StringComparer.Ordinal)];

    public static string Full(string page) => Path.Combine(Repository.Root, page);

    /// <summary>The blocks of a page: what is fenced as <c>sh</c>, and what is indented and begins with a command.</summary>
    public static IReadOnlyList<DocumentedBlock> BlocksOf(string page)
    {
        var blocks = new List<DocumentedBlock>();
        var block = new List<DocumentedCommand>();
        var section = page;
        string? fence = null;
        var number = 0;
        foreach (var line in File.ReadLines(Full(page)).Append(""))
        {
            number++;
            var text = line.Trim();
            if (text.StartsWith(Fence, StringComparison.Ordinal))
            {
                Close();
                fence = fence is null ? text[Fence.Length..] : null;
            }
            else if (fence is null && text.StartsWith('#') && !line.StartsWith(' '))
                section = $"{page}: {text.TrimStart('#', ' ')}";
            else if (fence is null ? IsIndentedCommand(line) : fence == "sh" && text.Length > 0 && text[0] != '#')
                block.Add(new DocumentedCommand($"{page}:{number}", text));
            else if (fence is null)
                Close();
        }

        return blocks;

        bool IsIndentedCommand(string line) =>
            line.StartsWith(Indentation, StringComparison.Ordinal) && (block.Count > 0 || StartsCommand(line.Trim()));

        void Close()
        {
            if (block.Count > 0)
                blocks.Add(new DocumentedBlock(page, section, [.. block]));
            block.Clear();
        }
    }

    /// <summary>The commands in a file for a pipeline, a cluster, an image or systemd.</summary>
    public static DocumentedBlock BlockOf(string file) =>
        new(
            file,
            file,
            [
                .. (Path.GetExtension(file) is ".yml" or ".yaml" ? YamlCommands(file) : LineCommands(file)).Select(
                    text => new DocumentedCommand(file, text)
                ),
            ]
        );

    public static YamlStream Yaml(string file)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Full(file));
        yaml.Load(reader);
        return yaml;
    }

    private static IEnumerable<string> YamlCommands(string file)
    {
        foreach (var node in Yaml(file).Documents.SelectMany(document => document.AllNodes))
        {
            if (
                node is YamlScalarNode { Value: { } value }
                && StartsCommand(value)
                && !value.EndsWith("/dbwarden", StringComparison.Ordinal)
            )
                yield return value;
            else if (
                node is YamlSequenceNode { Children: [YamlScalarNode { Value: { } program }, ..] words }
                && StartsCommand(program)
                && !program.Contains(' ')
            )
                yield return string.Join(' ', words);
        }
    }

    private static IEnumerable<string> LineCommands(string file) =>
        File.ReadLines(Full(file))
            .Select(line => line.Split(["ExecStartPre=", "RUN "], StringSplitOptions.None))
            .Where(parts => parts is ["", _])
            .Select(parts => parts[1]);

    private static bool StartsCommand(string text) =>
        text.Split(' ')[0] is "dotnet" or "dbwarden"
        || text.StartsWith("./build/", StringComparison.Ordinal)
        || text.Split(' ')[0].EndsWith("/dbwarden", StringComparison.Ordinal);

    private static IEnumerable<string> Markdown() => [Full("README.md"), .. Directory.GetFiles(Full("docs"), "*.md")];

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
}
