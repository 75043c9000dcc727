using DbWarden.Deploy.Artifacts.Folders;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Artifacts;

/// <summary>
/// Reads the migrations out of an assembly, a single-file executable, a NuGet package, a <c>.dbwarden.zip</c>, a publish folder
/// or a folder of migrations. Nothing of the artifact is loaded or run.
/// </summary>
public static class ArtifactReader
{
    /// <summary>Reads the artifact at <paramref name="path"/>.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="engine">The engine of a folder of migrations; ignored where the artifact says it. May be null.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static Result<Artifact> Read(string path, string? engine, CancellationToken cancellation)
    {
        try
        {
            if (Directory.Exists(path))
                return ArtifactFolder.Read(path, engine, cancellation);
            return File.Exists(path) ? ArtifactFile.Read(path, cancellation) : NotFound(path);
        }
        catch (Exception problem) when (UnreadableFile.IsReasonOf(problem))
        {
            return new Failure(
                FailureKind.Usage,
                $"{DisplayText.Of(path)} cannot be read: {DisplayText.Of(UnreadableFile.Reason(problem))}"
            )
            {
                Next = ArtifactAdvice.NameAnArtifact,
            };
        }
    }

    /// <summary>
    /// The artifact's files named in <paramref name="directory"/> that carry a manifest (assemblies and executables), without
    /// reading them whole.
    /// </summary>
    public static IReadOnlyList<string> FindIn(string directory) =>
        PublishFolder.Search(directory, CancellationToken.None).Carriers;

    private static Failure NotFound(string path)
    {
        var assembly = path + ".dll";
        return new Failure(FailureKind.Usage, $"There is no {DisplayText.Of(path)}.")
        {
            Next = File.Exists(assembly) ? [$"Did you mean this one? --artifact {assembly}"] : ArtifactAdvice.NameAnArtifact,
        };
    }
}
