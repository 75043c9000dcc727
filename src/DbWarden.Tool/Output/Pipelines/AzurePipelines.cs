using System.Globalization;

namespace DbWarden.Tool.Output.Pipelines;

/// <summary>Logging commands, https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands.</summary>
internal sealed class AzurePipelines : PipelineService
{
    public override string LineOf(Annotation annotation)
    {
        List<string> properties = ["type=" + (annotation.Level == AnnotationLevel.Error ? "error" : "warning")];
        if (annotation.Path is { } path)
            properties.Add("sourcepath=" + Property(path));
        if (annotation.Line is { } line)
            properties.Add(string.Create(CultureInfo.InvariantCulture, $"linenumber={line}"));
        if (annotation.Column is { } column)
            properties.Add(string.Create(CultureInfo.InvariantCulture, $"columnnumber={column}"));
        return $"##vso[task.logissue {string.Join(';', properties)}]{Data(annotation.Message)}";
    }

    /// <summary>A command may begin anywhere in a line.</summary>
    public override string Disarm(string text) =>
        text.Replace("##vso[", "# #vso[", StringComparison.OrdinalIgnoreCase).Replace("##[", "# #[", StringComparison.Ordinal);

    private static string Data(string text) =>
        text.Replace("%", "%AZP25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);
}
