using System.Globalization;

namespace DbWarden.Tool.Output.Pipelines;

/// <summary>Workflow commands, https://docs.github.com/actions/reference/workflow-commands-for-github-actions.</summary>
/// <param name="workspace">The folder of the checkout, below which files are shown beside their lines; null where it is not known.</param>
internal sealed class GitHubActions(string? workspace) : PipelineService
{
    public override string LineOf(Annotation annotation)
    {
        List<string> properties = ["title=dbwarden"];
        if (annotation.Path is { } path)
            properties.Add("file=" + Property(workspace is null ? path : Path.GetRelativePath(workspace, path)));
        if (annotation.Line is { } line)
            properties.Add(string.Create(CultureInfo.InvariantCulture, $"line={line}"));
        if (annotation.Column is { } column)
            properties.Add(string.Create(CultureInfo.InvariantCulture, $"col={column}"));
        var command = annotation.Level == AnnotationLevel.Error ? "error" : "warning";
        return $"::{command} {string.Join(',', properties)}::{Data(annotation.Message)}";
    }

    /// <summary>A command begins a line, after blanks; one of the older form begins anywhere.</summary>
    public override string Disarm(string text)
    {
        text = text.Replace("##[", "# #[", StringComparison.Ordinal);
        return text.Contains("::", StringComparison.Ordinal)
            ? string.Join('\n', text.Split('\n').Select(line => BeginsCommand(line) ? "| " + line : line))
            : text;
    }

    private static bool BeginsCommand(string line) => line.TrimStart().StartsWith("::", StringComparison.Ordinal);

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
