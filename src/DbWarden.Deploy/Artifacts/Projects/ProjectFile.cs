using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Artifacts.Projects;

/// <summary>Finds the project (C#, F# or VB) that the user means.</summary>
public static class ProjectFile
{
    private static readonly string[] Extensions = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>The full paths of a folder's projects, in ordinal order.</summary>
    public static IReadOnlyList<string> FindIn(string directory) =>
        [
            .. Directory
                .EnumerateFiles(directory)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The project at a path: the file itself, or the only one in a folder.</summary>
    public static Result<string> Find(string path)
    {
        if (File.Exists(path))
            return path;
        if (!Directory.Exists(path))
            return new Failure(FailureKind.Usage, $"There is no project {DisplayText.Of(path)}.")
            {
                Next = ["Name a project or its folder: --project PATH"],
            };
        return FindIn(path) switch
        {
            [var only] => only,
            [] => new Failure(FailureKind.Usage, $"There is no project in {path}.")
            {
                Details = ["Looked for *.csproj, *.fsproj and *.vbproj."],
                Next = ["Change to the project's folder, or name it: --project PATH"],
            },
            var several => Several(path, several),
        };
    }

    internal static Failure Several(string directory, IReadOnlyList<string> projects) =>
        new(FailureKind.Usage, $"There are {projects.Count} projects in {directory}.")
        {
            Details = [.. projects.Select(project => Path.GetFileName(project))],
            Next = [$"Name one of them: --project {projects[0]}"],
        };
}
