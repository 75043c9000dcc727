using DbWarden.Deploy.Results;
using DbWarden.Migrations;
using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Dialects;

namespace DbWarden.Deploy.Artifacts.Folders;

/// <summary>Migrations as they lie in the source tree, without a build; they are judged as the build would judge them.</summary>
internal static class MigrationFolder
{
    public static Result<Artifact> Read(
        string path,
        IReadOnlyList<MigrationFileSource> files,
        string? engine,
        CancellationToken cancellation
    )
    {
        if (engine is null || Dialect.Find(engine) is null)
            return EngineNeeded(path, engine);
        var settings = new ValidationSettings
        {
            DefaultEngine = engine,
            Generator = "dbwarden",
            ProjectPath = path,
        };
        var result = MigrationValidator.Validate(files, settings);
        cancellation.ThrowIfCancellationRequested();
        if (result.Manifest is null)
            return Invalid(path, result.Diagnostics);

        var migrations = result.Migrations.ToLookup(migration => migration.Database, StringComparer.Ordinal);
        var databases = result.Manifest.Databases.Select(database => new ArtifactDatabase(
            database.Name,
            database.Engine,
            database.ConnectionName,
            [
                .. migrations[database.Name]
                    .Select(one => new ArtifactMigration(one.Migration, ((MigrationFileSource)one.Source).Content)),
            ]
        ));
        return new Artifact(path, new DirectoryInfo(path).Name, null, [.. databases]);
    }

    private static Failure EngineNeeded(string path, string? engine) =>
        new(
            FailureKind.Usage,
            engine is null
                ? $"{path} is a folder of migrations, which does not say for which engine they are."
                : $"Engine '{DisplayText.Of(engine)}' is not known."
        )
        {
            Next = [$"Name one of: {string.Join(", ", Dialect.EngineNames.Select(name => "--engine " + name))}"],
        };

    private static Failure Invalid(string path, IReadOnlyList<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new Failure(FailureKind.Usage, $"The migrations in {path} have {errors} {(errors == 1 ? "error" : "errors")}.")
        {
            Details = [.. diagnostics.Select(Line)],
            Next = ["Correct the files, and run the command again."],
        };
    }

    private static string Line(Diagnostic diagnostic)
    {
        var position = diagnostic.Span == SourceSpan.WholeFile ? "" : $"({diagnostic.Span.Line},{diagnostic.Span.Column})";
        var severity = diagnostic.Severity.ToString().ToLowerInvariant();
        return $"{diagnostic.File}{position}: {severity} {diagnostic.Code}: {diagnostic.Message}";
    }
}
