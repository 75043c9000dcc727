using DbWarden.Deploy.Artifacts.Folders;
using DbWarden.Deploy.Artifacts.Projects;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Artifacts;

/// <summary>What the user said about where the migrations are.</summary>
public sealed record ArtifactRequest
{
    public required DeploymentEnvironment Environment { get; init; }

    /// <summary><c>--artifact</c>.</summary>
    public string? Artifact { get; init; }

    /// <summary><c>--project</c>.</summary>
    public string? Project { get; init; }

    /// <summary><c>--no-build</c>.</summary>
    public bool NoBuild { get; init; }
}

/// <summary>Where an artifact was found.</summary>
/// <param name="Path">For <see cref="ArtifactReader.Read"/>.</param>
/// <param name="Source">What led there, such as <c>--artifact</c> or <c>the project Shop.csproj</c>.</param>
public sealed record LocatedArtifact(string Path, string Source);

/// <summary>
/// Finds the artifact: <c>--artifact</c>, then <c>DBWARDEN_ARTIFACT</c>, then a project (built first), then the one assembly in
/// the working directory that carries a manifest.
/// </summary>
public static class ArtifactLocator
{
    /// <summary>The variable that names an artifact.</summary>
    public const string Variable = "DBWARDEN_ARTIFACT";

    /// <param name="request">What the user said.</param>
    /// <param name="progress">Told before something that takes time, such as a build.</param>
    /// <param name="cancellation">Ends a build that is under way.</param>
    public static async Task<Result<LocatedArtifact>> LocateAsync(
        ArtifactRequest request,
        Action<string> progress,
        CancellationToken cancellation
    )
    {
        try
        {
            if (request.Artifact is { Length: > 0 } argument)
                return new LocatedArtifact(request.Environment.FullPath(argument), "--artifact");
            if (request.Environment.Variable(Variable) is { } variable)
                return new LocatedArtifact(request.Environment.FullPath(variable), Variable);
            if (request.Project is { Length: > 0 } project)
                return await FromProjectAsync(
                    ProjectFile.Find(request.Environment.FullPath(project)),
                    request,
                    progress,
                    cancellation
                );
            return await FromWorkingDirectoryAsync(request, progress, cancellation);
        }
        catch (Exception problem) when (UnreadableFile.IsReasonOf(problem))
        {
            return new Failure(FailureKind.Usage, $"The artifact cannot be found: {DisplayText.Of(problem.Message)}")
            {
                Next = ArtifactAdvice.NameAnArtifact,
            };
        }
    }

    private static async Task<Result<LocatedArtifact>> FromProjectAsync(
        Result<string> project,
        ArtifactRequest request,
        Action<string> progress,
        CancellationToken cancellation
    )
    {
        if (!project.IsSuccess)
            return project.Failure;
        var output = await new ProjectOutput(project.Value, request.Environment).FindAsync(
            !request.NoBuild,
            progress,
            cancellation
        );
        return output.IsSuccess
            ? new LocatedArtifact(output.Value, $"the project {Path.GetFileName(project.Value)}")
            : output.Failure;
    }

    private static async Task<Result<LocatedArtifact>> FromWorkingDirectoryAsync(
        ArtifactRequest request,
        Action<string> progress,
        CancellationToken cancellation
    )
    {
        var directory = request.Environment.WorkingDirectory;
        var projects = ProjectFile.FindIn(directory);
        if (projects.Count > 1)
            return ProjectFile.Several(directory, projects);
        if (projects is [var project])
            return await FromProjectAsync(project, request, progress, cancellation);
        var search = PublishFolder.Search(directory, cancellation);
        return search.Carriers switch
        {
            [var only] => new LocatedArtifact(only, "the working directory"),
            [] => Nothing(directory, search),
            _ => ArtifactFolder.Several(directory, search.Carriers),
        };
    }

    private static Failure Nothing(string directory, PublishFolderSearch search) =>
        new(FailureKind.Usage, "No artifact was found.")
        {
            Details =
            [
                "Looked at, in this order:",
                "--artifact: not given",
                $"{Variable}: not set",
                $"--project: not given, and there is no project in {directory}",
                $"{directory}: {search.LookedAt} assemblies and executables, none of which carries migrations",
                .. search.Unreadable.Select(file => "  " + file),
            ],
            Next = [.. ArtifactAdvice.NameAnArtifact, "Or a project: --project PATH"],
        };
}
