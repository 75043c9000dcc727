using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;

namespace DbWarden.Tool.Targets;

/// <summary>Which of an artifact's databases a command is about.</summary>
internal static class ArtifactDatabases
{
    /// <param name="name">What its user named; null for the only one, or the default.</param>
    public static Result<ArtifactDatabase> Choose(Artifact artifact, string? name)
    {
        if (artifact.Databases.Count == 0)
            return new Failure(FailureKind.Usage, $"{artifact.Name} carries no database.");
        var wanted = name ?? (artifact.Databases is [var only] ? only.Name : DatabaseName.Default);
        return artifact.Databases.FirstOrDefault(database => database.Name == wanted) is { } found
            ? found
            : Unknown(artifact, name);
    }

    private static Failure Unknown(Artifact artifact, string? name) =>
        new(
            FailureKind.Usage,
            name is null ? $"{artifact.Name} has several databases." : $"{artifact.Name} has no database '{name}'."
        )
        {
            Details = ["Its databases: " + string.Join(", ", artifact.Databases.Select(database => database.Name))],
            Next = ["Name one: --database NAME"],
        };
}
