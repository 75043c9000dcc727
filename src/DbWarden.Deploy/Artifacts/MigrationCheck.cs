using DbWarden.Deploy.Artifacts.Folders;
using DbWarden.Deploy.Results;
using DbWarden.Migrations;
using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Deploy.Artifacts;

/// <summary>What judging migration files found.</summary>
/// <param name="Files">How many were judged.</param>
/// <param name="Diagnostics">In file order and then by position.</param>
public sealed record CheckReport(int Files, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}

/// <summary>Judges migration files as a build of today would, without building.</summary>
public static class MigrationCheck
{
    private const string Generator = "dbwarden";

    /// <summary>The files of a folder of migrations, or those that an artifact carries.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="engine">The engine of a folder of migrations; an artifact says it itself.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static Result<CheckReport> OfArtifact(string path, string? engine, CancellationToken cancellation)
    {
        if (engine is not null && Directory.Exists(path) && ArtifactReader.FindIn(path).Count == 0)
            return OfFolder(
                path,
                new ValidationSettings
                {
                    DefaultEngine = engine,
                    Generator = Generator,
                    ProjectPath = path,
                },
                cancellation
            );
        var artifact = ArtifactReader.Read(path, engine, cancellation);
        if (!artifact.IsSuccess)
            return artifact.Failure;
        var settings = new ValidationSettings
        {
            Databases =
            [
                .. artifact.Value.Databases.Select(database => new DatabaseDeclaration(
                    database.Name,
                    database.Engine,
                    database.ConnectionName
                )),
            ],
            Generator = Generator,
            ProjectPath = artifact.Value.Path,
        };
        return Judge(
            [
                .. artifact.Value.Databases.SelectMany(database =>
                    database.Migrations.Select(migration => new EmbeddedSource(database.Name, migration))
                ),
            ],
            settings
        );
    }

    /// <summary>The files of a project's migrations folder, as the project's settings have them judged.</summary>
    public static Result<CheckReport> OfFolder(string path, ValidationSettings settings, CancellationToken cancellation)
    {
        try
        {
            return Judge(Directory.Exists(path) ? MigrationFileFinder.Find(path, cancellation) : [], settings);
        }
        catch (Exception problem) when (UnreadableFile.IsReasonOf(problem))
        {
            return new Failure(
                FailureKind.Usage,
                $"{DisplayText.Of(path)} cannot be read: {DisplayText.Of(UnreadableFile.Reason(problem))}"
            );
        }
    }

    private static CheckReport Judge(IReadOnlyList<MigrationSource> sources, ValidationSettings settings) =>
        new(sources.Count, MigrationValidator.Validate(sources, settings).Diagnostics);

    /// <summary>A file inside an artifact, named by its place in it.</summary>
    private sealed class EmbeddedSource(string database, ArtifactMigration migration) : MigrationSource
    {
        public override string Path => RelativePath;

        public override string RelativePath { get; } = database + "/" + migration.Manifest.Name.FileName;

        public override string? Database => database;

        public override MigrationSourceKind Kind => MigrationSourceKind.RegularFile;

        public override ReadOnlyMemory<byte> Read() => migration.Bytes;
    }
}
