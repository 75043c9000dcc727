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
/// Finds the artifact: <c>--artifact</c>, then <c>DBWARDEN_ARTIFACT</c>, then a project (built first), then the one assembly in the
/// working directory that carries a manifest.
/// </summary>
public static class ArtifactLocator
{
    /// <summary>The variable that names an artifact.</summary>
    public const string Variable = "DBWARDEN_ARTIFACT";

    /// <param name="request">What the user said.</param>
    /// <param name="progress">Told before something that takes time, such as a build.</param>
    /// <param name="cancellation">Ends a build that is under way.</param>
    public static Task<Result<LocatedArtifact>> LocateAsync(ArtifactRequest request, Action<string> progress, CancellationToken cancellation)
    {
        Result<LocatedArtifact> result = (request.Artifact, request.Environment.Variable(Variable)) switch
        {
            ({ } path, _) => new LocatedArtifact(request.Environment.FullPath(path), "--artifact"),
            (null, { } path) => new LocatedArtifact(request.Environment.FullPath(path), Variable),
            _ => new Failure(FailureKind.Usage, "No artifact was given.") { Next = ["Name one: --artifact PATH"] },
        };
        return Task.FromResult(result);
    }
}
