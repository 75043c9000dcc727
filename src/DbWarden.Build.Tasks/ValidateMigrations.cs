using DbWarden.Build.Tasks.Files;
using DbWarden.Build.Tasks.Reporting;
using DbWarden.Migrations;
using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Manifest;
using Microsoft.Build.Framework;

namespace DbWarden.Build.Tasks;

/// <summary>Judges a project's migrations, reports what is wrong with them, and writes the manifest of those that may be embedded.</summary>
[MSBuildMultiThreadableTask]
public sealed class ValidateMigrations : Microsoft.Build.Utilities.Task
{
    /// <summary>The files that are going to be embedded, each with its <c>LogicalName</c> and, where the project says so, its <c>Database</c>.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The declared databases with <c>Engine</c> and <c>ConnectionName</c>.</summary>
    public ITaskItem[] Databases { get; set; } = [];

    /// <summary>The engine of every database that declares none.</summary>
    public string? Engine { get; set; }

    /// <summary>The full path of the folder that the databases' folders are in.</summary>
    [Required]
    public string Root { get; set; } = "";

    /// <summary>The full path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Codes with a <c>Severity</c>.</summary>
    public ITaskItem[] Rules { get; set; } = [];

    public string? NoWarn { get; set; }

    public bool TreatWarningsAsErrors { get; set; }

    public string? WarningsAsErrors { get; set; }

    public string? WarningsNotAsErrors { get; set; }

    /// <summary>Where the diagnostics go as SARIF; null for nowhere.</summary>
    public ITaskItem? ErrorLog { get; set; }

    /// <summary>Where the manifest goes; null where there is nothing to embed.</summary>
    public ITaskItem? Manifest { get; set; }

    /// <summary>Touched last, when all is well: while it is missing, the next build validates again.</summary>
    [Required]
    public ITaskItem Stamp { get; set; } = null!;

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            RemoveStamps();
            var diagnostics = Validate();
            if (ErrorLog is not null)
                Write(ErrorLog, SarifLog.Write(diagnostics, Product.Version));
            // MSBuild sees the time of a link and not of its target: there is no telling whether the next build finds what this one found.
            if (
                !Log.HasLoggedErrors
                && !Files.Any(file => new FileInfo(file.GetMetadata("FullPath")).Attributes.HasFlag(FileAttributes.ReparsePoint))
            )
                Write(Stamp, []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogErrorFromException(exception);
        }

        return !Log.HasLoggedErrors;
    }

    private static string? Metadata(ITaskItem item, string name) =>
        item.GetMetadata(name) is { Length: > 0 } value ? value : null;

    private static void Write(ITaskItem target, byte[] bytes)
    {
        var path = target.GetMetadata("FullPath");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Keeps the time of a manifest that says the same: the compiler has no reason to run again.</summary>
    private static void WriteIfDifferent(ITaskItem target, byte[] bytes)
    {
        var path = target.GetMetadata("FullPath");
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            Write(target, bytes);
    }

    /// <summary>Forgets earlier verdicts, or one of them would be believed again when the project goes back to what it was then.</summary>
    private void RemoveStamps()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Stamp.GetMetadata("FullPath"))!);
        if (!folder.Exists)
            return;
        foreach (var stamp in folder.GetFiles("*.stamp"))
            stamp.Delete();
    }

    private IReadOnlyList<Diagnostic> Validate()
    {
        var severities = Severities();
        if (Files.Length == 0)
        {
            Log.LogMessage(MessageImportance.Low, "No migrations under {0}; nothing is embedded.", Root);
            return [];
        }

        var folders = new ProjectFolders(Path.GetDirectoryName(ProjectFile)!, Root);
        var result = MigrationValidator.Validate(
            [
                .. Files.Select(file => new MigrationFile(
                    new FileInfo(file.GetMetadata("FullPath")),
                    folders,
                    Metadata(file, "Database")
                )),
            ],
            new ValidationSettings
            {
                Databases =
                [
                    .. Databases.Select(database => new DatabaseDeclaration(
                        database.ItemSpec,
                        Metadata(database, "Engine"),
                        Metadata(database, "ConnectionName")
                    )),
                ],
                DefaultEngine = Engine,
                Severities = severities,
                Generator = Product.Generator,
                ProjectPath = ProjectFile,
            }
        );
        foreach (var diagnostic in result.Diagnostics)
            Log.Report(diagnostic);
        if (result.Manifest is { } manifest && !Log.HasLoggedErrors)
        {
            CheckResourceNames(result.Migrations);
            WriteIfDifferent(Manifest!, ManifestWriter.Write(manifest));
        }

        return result.Diagnostics;
    }

    private Dictionary<string, DiagnosticSeverity> Severities()
    {
        var chosen = RuleSeverities.Read(Rules, problem => Log.LogError(null, null, null, ProjectFile, 0, 0, 0, 0, problem));
        var switches = new CompilerSwitches(NoWarn, TreatWarningsAsErrors, WarningsAsErrors, WarningsNotAsErrors);
        return DiagnosticCatalog.All.ToDictionary(
            rule => rule.Code,
            rule => switches.Apply(rule, chosen.TryGetValue(rule.Code, out var severity) ? severity : null),
            StringComparer.OrdinalIgnoreCase
        );
    }

    /// <summary>MSBuild named the resources before anything was read: the manifest must know them by the same names.</summary>
    private void CheckResourceNames(IReadOnlyList<ValidatedMigration> migrations)
    {
        var names = Files.ToDictionary(
            file => file.GetMetadata("FullPath"),
            file => file.GetMetadata("LogicalName"),
            StringComparer.Ordinal
        );
        foreach (var migration in migrations)
        {
            var name = MigrationManifest.MigrationResourceName(migration.Database, migration.Migration.Name.FileName);
            if (names[migration.Source.Path] != name)
                Log.LogError(
                    null,
                    null,
                    null,
                    migration.Source.Path,
                    0,
                    0,
                    0,
                    0,
                    $"The file would be embedded as '{names[migration.Source.Path]}', and not as '{name}'"
                );
        }
    }
}
