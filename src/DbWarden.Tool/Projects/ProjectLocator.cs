using DbWarden.Deploy;
using DbWarden.Deploy.Results;

namespace DbWarden.Tool.Projects;

/// <summary>Finds the project that a command is to change.</summary>
internal static class ProjectLocator
{
    private static readonly string[] Extensions = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>The project file that <paramref name="given"/> names, as itself or as its folder, or the one in the working directory.</summary>
    public static Result<string> Find(DeploymentEnvironment environment, string? given)
    {
        var path = environment.FullPath(given ?? ".");
        if (File.Exists(path))
            return path;
        if (!Directory.Exists(path))
            return new Failure(FailureKind.Usage, $"There is no project at {path}.");
        var projects = Directory
            .EnumerateFiles(path, "*.*proj")
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        return projects switch
        {
            [var project] => project,
            [] => new Failure(FailureKind.Usage, $"There is no project in {path}.")
            {
                Details = ["Looked for *.csproj, *.fsproj and *.vbproj."],
                Next = ["Change to the project's folder, or name it: --project PATH"],
            },
            _ => new Failure(FailureKind.Usage, $"There are {projects.Count} projects in {path}.")
            {
                Details = [.. projects.Select(project => Path.GetFileName(project))],
                Next = ["Name one: --project PATH"],
            },
        };
    }
}
