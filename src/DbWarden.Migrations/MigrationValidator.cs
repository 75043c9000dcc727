using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Manifest;
using DbWarden.Migrations.Rules;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations;

/// <summary>A database as the project declares it.</summary>
/// <param name="Name">Such as <c>primary</c>.</param>
/// <param name="Engine">The engine's name, not yet checked; null where none was declared.</param>
/// <param name="ConnectionName">The connection string's name; null for the database's own.</param>
public sealed record DatabaseDeclaration(string Name, string? Engine, string? ConnectionName);

/// <summary>What the validator is told beside the files.</summary>
public sealed record ValidationSettings
{
    /// <summary>Declared databases. Empty means one database, <c>primary</c>, whose engine is <see cref="DefaultEngine"/>.</summary>
    public IReadOnlyList<DatabaseDeclaration> Databases { get; init; } = [];

    /// <summary>The engine of every database without one of its own; null where the project sets none.</summary>
    public string? DefaultEngine { get; init; }

    /// <summary>Severities that the project set, by code.</summary>
    public IReadOnlyDictionary<string, DiagnosticSeverity> Severities { get; init; } =
        new Dictionary<string, DiagnosticSeverity>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the manifest names as its generator.</summary>
    public required string Generator { get; init; }

    /// <summary>The path that diagnostics name which belong to no file (a missing engine): the project file.</summary>
    public required string ProjectPath { get; init; }
}

/// <summary>A migration that may be embedded, and the file that it comes from.</summary>
public sealed record ValidatedMigration(MigrationSource Source, string Database, ManifestMigration Migration);

/// <summary>What the validator found.</summary>
/// <param name="Diagnostics">All of them, in file order and then by position.</param>
/// <param name="Manifest">Null if a diagnostic is an error.</param>
/// <param name="Migrations">In the manifest's order; empty if a diagnostic is an error.</param>
public sealed record ValidationResult(
    IReadOnlyList<Diagnostic> Diagnostics,
    MigrationManifest? Manifest,
    IReadOnlyList<ValidatedMigration> Migrations
)
{
    public bool HasErrors => Manifest is null;
}

/// <summary>Reads and judges the migration files of a project: the same verdict in the build and in <c>dbwarden check</c>.</summary>
public static class MigrationValidator
{
    // Below this many files the threads cost more than they bring.
    private const int FewFiles = 16;

    public static ValidationResult Validate(IReadOnlyList<MigrationSource> sources, ValidationSettings settings)
    {
        var project = new Project(settings);
        var severities = new RuleSeverities(settings.Severities);
        var files = Order(sources)
            .Select(source => new MigrationFile(source, project.DatabaseOf(source), new FileReport(source.Path, severities)))
            .ToList();
        var databases = project
            .Databases.Select(database => new DatabaseFiles(
                database,
                [.. files.Where(file => ReferenceEquals(file.Database, database))]
            ))
            .ToList();

        var report = new FileReport(settings.ProjectPath, severities);
        CheckProject(project, files.Count, report);
        CheckFiles(files, project);
        foreach (var rule in RuleSet.Databases)
            databases.ForEach(rule.Check);

        List<Diagnostic> diagnostics = [.. report.Diagnostics, .. files.SelectMany(file => file.Report.Diagnostics)];
        if (diagnostics.Exists(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            return new ValidationResult(diagnostics, null, []);
        var (manifest, migrations) = ManifestBuilder.Build(databases, settings.Generator);
        return new ValidationResult(diagnostics, manifest, migrations);
    }

    private static IEnumerable<MigrationSource> Order(IEnumerable<MigrationSource> sources) =>
        sources
            .OrderBy(source => source.RelativePath, StringComparer.Ordinal)
            .ThenBy(source => source.Path, StringComparer.Ordinal);

    private static void CheckProject(Project project, int files, FileReport report)
    {
        // A project that has neither files nor declarations does not use migrations, or not yet.
        if (files == 0 && !project.DeclaresDatabases)
            return;
        foreach (var rule in RuleSet.Project)
            rule.Check(project, report);
    }

    private static void CheckFiles(List<MigrationFile> files, Project project)
    {
        foreach (var file in files)
        {
            foreach (var rule in RuleSet.Files)
                rule.Check(file, project);
        }

        if (files.Count < FewFiles)
            files.ForEach(FileInspector.Inspect);
        else
            Parallel.ForEach(files, FileInspector.Inspect);
    }
}
