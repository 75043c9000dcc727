namespace DbWarden.Tool.Output.Pipelines;

internal enum AnnotationLevel
{
    Warning,
    Error,
}

/// <summary>What a pipeline shows on its summary, and beside the line of a file where it knows one.</summary>
/// <param name="Path">The full path of the file; null where it is not known.</param>
/// <param name="Line">1-based; null for the whole file.</param>
/// <param name="Column">1-based.</param>
internal sealed record Annotation(
    AnnotationLevel Level,
    string Message,
    string? Path = null,
    int? Line = null,
    int? Column = null
);

/// <summary>
/// A service that runs pipelines and obeys lines that a job prints. What we want to tell it is such a line; what comes from files and
/// servers must not be one.
/// </summary>
internal abstract class PipelineService
{
    /// <summary>The service that runs this process; null for any other, and for a person's terminal.</summary>
    public static PipelineService? OfProcess() =>
        IsTrue("GITHUB_ACTIONS") ? new GitHubActions(Environment.GetEnvironmentVariable("GITHUB_WORKSPACE"))
        : IsTrue("TF_BUILD") ? new AzurePipelines()
        : null;

    /// <summary>The line that makes the service show an annotation.</summary>
    public abstract string LineOf(Annotation annotation);

    /// <summary>Text with whatever the service would obey broken up.</summary>
    public abstract string Disarm(string text);

    private static bool IsTrue(string variable) =>
        string.Equals(Environment.GetEnvironmentVariable(variable), "true", StringComparison.OrdinalIgnoreCase);
}
