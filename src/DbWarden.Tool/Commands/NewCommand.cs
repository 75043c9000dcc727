using System.Text;
using System.Text.Json;
using DbWarden.Deploy.Artifacts.Projects;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Parsing;
using DbWarden.Tool.Output;
using DbWarden.Tool.Projects;
using DbWarden.Tool.Scaffolding;
using DbWarden.Tool.Syntax;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>Writes an empty migration.</summary>
internal sealed class NewCommand() : ToolCommand("new", "Writes a new migration file with the next version")
{
    private CommandArgument _description = null!;
    private ValueOption<MigrationKind?> _kind = null!;
    private ValueOption<MigrationVersion?> _version = null!;
    private CommandOption _timestamp = null!;
    private ValueOption<string?> _database = null!;
    private ValueOption<string?> _project = null!;

    public override string Explanation =>
        "Prints the path of the file. The build fails on it until its placeholders are replaced by SQL.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden new \"add payment tables\"", "After V__0011_… this writes V__0012_add_payment_tables.sql."),
            new(
                "dbwarden new \"payment functions\" --type roc",
                "ROC__payment_functions.sql, which runs whenever it has changed."
            ),
        ];

    public override void Define(CommandSyntax syntax)
    {
        _description = syntax.Argument(
            "DESCRIPTION",
            "What the migration does, in a few words; it becomes part of the file's name"
        );
        var file = syntax.Group("The file");
        _kind = file.Value(
            "--type <TYPE>",
            "versioned, roc (runs on change) or ra (runs always) (versioned)",
            "one of versioned, roc, ra",
            ParseKind,
            ["versioned", "roc", "ra"]
        );
        _version = file.Version("--version <VERSION>", "Its version, instead of the one after the highest");
        _timestamp = file.Flag(
            "--timestamp",
            "The present time in UTC as its version, so that two branches do not claim the same"
        );
        var place = syntax.Group("Where to");
        _database = place.DatabaseName("The database that it belongs to (the only one, or primary)");
        _project = place.Text("--project <PATH>", "The project file or its folder (the one in this folder)");
    }

    public override Failure? Contradiction()
    {
        if (string.IsNullOrWhiteSpace(_description.Value))
            return new Failure(FailureKind.Usage, "A description is missing.");
        if (_version.IsGiven && _timestamp.HasValue())
            return new Failure(FailureKind.Usage, "--version and --timestamp exclude each other.");
        return _kind.Value is not (null or MigrationKind.Versioned) && (_version.IsGiven || _timestamp.HasValue())
            ? new Failure(FailureKind.Usage, "Only a versioned migration has a version.")
            : null;
    }

    public override Task<CommandResult> RunAsync(Session session)
    {
        var result = Create(session);
        return Task.FromResult<CommandResult>(result.IsSuccess ? result.Value : new FailedResult(result.Failure));
    }

    private static MigrationKind? ParseKind(string text) =>
        text.ToLowerInvariant() switch
        {
            "versioned" or "v" => MigrationKind.Versioned,
            "roc" => MigrationKind.RunsOnChange,
            "ra" => MigrationKind.RunsAlways,
            _ => null,
        };

    private Result<NewMigration> Create(Session session)
    {
        var slug = Slug.From(_description.Value);
        if (slug is null)
            return new Failure(
                FailureKind.Usage,
                "The description needs a letter or digit of the English alphabet; it becomes part of the file's name."
            );
        var path = ProjectFile.Find(session.Environment.FullPath(_project.Value ?? "."));
        if (!path.IsSuccess)
            return path.Failure;
        var project = Project.Read(path.Value);
        if (!project.IsSuccess)
            return project.Failure;
        var database = project.Value.Choose(_database.Value);
        if (!database.IsSuccess)
            return database.Failure;
        var folder = MigrationFolder.Of(project.Value, database.Value);
        var name = MigrationName.TryParse(FileName(slug, folder))!;
        if (folder.Existing(name) is { } existing)
            return new Failure(
                FailureKind.Usage,
                $"There is {Path.GetRelativePath(session.Environment.WorkingDirectory, existing)} already."
            );
        var file = folder.PathFor(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using (var stream = new FileStream(file, FileMode.CreateNew))
            stream.Write(Encoding.UTF8.GetBytes(MigrationPlaceholder.File));
        return new NewMigration(database.Value, name, file, Path.GetRelativePath(session.Environment.WorkingDirectory, file));
    }

    private string FileName(string slug, MigrationFolder folder) =>
        _kind.Value switch
        {
            MigrationKind.RunsOnChange => $"ROC__{slug}.sql",
            MigrationKind.RunsAlways => $"RA__{slug}.sql",
            _ => $"V__{Version(folder)}_{slug}.sql",
        };

    private string Version(MigrationFolder folder) =>
        _version.Value?.Text
        ?? (_timestamp.HasValue() ? NextVersion.Timestamp(TimeProvider.System.GetUtcNow()) : NextVersion.After(folder.Versions));

    private sealed class NewMigration(string database, MigrationName name, string path, string relativePath) : CommandResult
    {
        public override void WriteText(Terminal terminal) => terminal.Results.WriteLine(relativePath);

        public override void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("database", database);
            json.WriteString("path", path);
            json.WriteString("kind", JsonOutput.KindOf(name.Kind));
            json.WriteString("version", name.Version?.Text);
        }
    }
}
