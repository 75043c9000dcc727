using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Artifacts.Folders;

/// <summary>An artifact that is a folder: the output of a publish, or migrations as they lie in the source tree.</summary>
internal static class ArtifactFolder
{
    public static Result<Artifact> Read(string path, string? engine, CancellationToken cancellation)
    {
        var search = PublishFolder.Search(path, cancellation);
        if (search.Carriers.Count == 1)
            return ArtifactFile.Read(search.Carriers[0], cancellation);
        if (search.Carriers.Count > 1)
            return Several(path, search.Carriers);
        if (IsProject(path))
            return Project(path);
        var migrations = MigrationFileFinder.Find(path, cancellation);
        return migrations.Count > 0 ? MigrationFolder.Read(path, migrations, engine, cancellation) : Nothing(path, search);
    }

    private static bool IsProject(string path) => Directory.EnumerateFiles(path, "*.*proj").Any();

    private static Failure Project(string path) =>
        new(FailureKind.Usage, $"{path} is the folder of a project.")
        {
            Next =
            [
                $"To build it and read what it built: --project {path}",
                $"To read its files as they are: --artifact {path}/migrations --engine ENGINE",
            ],
        };

    public static Failure Several(string path, IReadOnlyList<string> carriers) =>
        new(FailureKind.Usage, $"{carriers.Count} files in {path} carry migrations.")
        {
            Details = [.. carriers.Select(carrier => Path.GetFileName(carrier))],
            Next = [$"Name one of them: --artifact {carriers[0]}"],
        };

    private static Failure Nothing(string path, PublishFolderSearch search) =>
        new(FailureKind.Usage, $"Nothing in {path} carries migrations.")
        {
            Details =
            [
                $"{search.LookedAt} assemblies and executables were looked at, and no .sql file was found in it or below it.",
                .. search.Unreadable,
            ],
            Next =
            [
                "Name the file that carries them: --artifact PATH",
                "If it should be here: reference the package DbWarden.Build in the project that has the migrations, and build it again.",
            ],
        };
}
