using System.Text.Json;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Artifacts.Projects;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Projects;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool.Commands;

/// <summary>Judges migration files without a database and without a build.</summary>
internal sealed class CheckCommand() : ToolCommand("check", "Checks migration files without a database or a build")
{
    private ValueOption<string?> _out = null!;
    private ValueOption<string?> _artifact = null!;
    private ValueOption<string?> _engine = null!;
    private ValueOption<string?> _project = null!;

    public override string Explanation =>
        "Finds what the build would find, and ends with 6 if there is an error. Without --artifact it reads the files of the project in this folder as they lie "
        + "there, or where there is no project the one artifact in it.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden check", "The migrations of the project in this folder, say in a commit hook."),
            new(
                "dbwarden check --artifact migrations --engine postgresql --out sarif",
                "A folder of migrations, for a code scanning service."
            ),
        ];

    public override void Define(CommandSyntax syntax)
    {
        var migrations = syntax.Group("Which migrations");
        _project = migrations.Text("--project <PATH>", "The project file or its folder (the one in this folder)");
        _artifact = migrations.Text(
            "--artifact <PATH>",
            "Instead: an assembly, executable, NuGet package, .dbwarden.zip or a folder of migration files"
        );
        _engine = migrations.Engine("The engine of a folder of migration files, which does not say it itself");
        _out = syntax
            .Group("What to write")
            .Choice(Terminal.FormatOption + " <FORMAT>", "txt, json or sarif (txt)", ["txt", "json", "sarif"]);
    }

    public override Failure? Contradiction() =>
        _artifact.IsGiven && _project.IsGiven
            ? new Failure(FailureKind.Usage, "--artifact and --project exclude each other.")
            : null;

    public override async Task<CommandResult> RunAsync(Session session)
    {
        var report = await CheckAsync(session);
        return report.IsSuccess
            ? new CheckResult(report.Value, _out.Value == "sarif", session.Environment.WorkingDirectory)
            : new FailedResult(report.Failure);
    }

    private async Task<Result<CheckReport>> CheckAsync(Session session)
    {
        if (_artifact.IsGiven || (!_project.IsGiven && ProjectFile.FindIn(session.Environment.WorkingDirectory).Count == 0))
            return await CheckArtifactAsync(session);
        var path = ProjectFile.Find(session.Environment.FullPath(_project.Value ?? "."));
        return path.IsSuccess ? CheckProject(path.Value, session) : path.Failure;
    }

    private async Task<Result<CheckReport>> CheckArtifactAsync(Session session)
    {
        var request = new ArtifactRequest { Environment = session.Environment, Artifact = _artifact.Value };
        var artifact = await ArtifactLocator.LocateAsync(request, static _ => { }, session.Cancellation);
        return artifact.IsSuccess
            ? MigrationCheck.OfArtifact(artifact.Value.Path, _engine.Value, session.Cancellation)
            : artifact.Failure;
    }

    private Result<CheckReport> CheckProject(string path, Session session)
    {
        var project = Project.Read(path);
        return project.IsSuccess
            ? MigrationCheck.OfFolder(
                project.Value.MigrationsDirectory,
                ProjectRules.SettingsOf(project.Value, _engine.Value),
                session.Cancellation
            )
            : project.Failure;
    }

    private sealed class CheckResult(CheckReport report, bool asSarif, string workingDirectory) : CommandResult
    {
        public override Failure? Failure => report.HasErrors ? new Failure(FailureKind.CheckFailed, Summary) : null;

        private string Summary
        {
            get
            {
                var counts = report
                    .Diagnostics.GroupBy(diagnostic => diagnostic.Severity)
                    .OrderByDescending(group => group.Key)
                    .Select(group => Counts.Of(group.Count(), DiagnosticText.NameOf(group.Key)));
                var found = string.Join(", ", counts);
                return $"{Counts.Of(report.Files, "migration")}: {(found.Length == 0 ? "no problem" : found)}";
            }
        }

        public override void WriteText(Terminal terminal)
        {
            if (asSarif)
            {
                terminal.Results.WriteJson(Migrations.Diagnostics.SarifLog.Write(report.Diagnostics, ToolVersion.Text));
                return;
            }

            foreach (var diagnostic in report.Diagnostics)
            {
                terminal.Results.WriteLine(DiagnosticText.Of(diagnostic, workingDirectory));
                if (DiagnosticText.Annotation(diagnostic, workingDirectory) is { } annotation)
                    terminal.Messages.Annotate(annotation);
            }

            if (!report.HasErrors)
                terminal.Results.WriteLine(Summary);
        }

        public override void WriteJson(Utf8JsonWriter json)
        {
            json.WriteNumber("files", report.Files);
            json.WriteStartArray("diagnostics");
            foreach (var diagnostic in report.Diagnostics)
                DiagnosticText.WriteJson(json, diagnostic);
            json.WriteEndArray();
        }
    }
}
