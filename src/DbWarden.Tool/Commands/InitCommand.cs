using System.Text.Json;
using DbWarden.Deploy.Artifacts.Projects;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;
using DbWarden.Tool.Output;
using DbWarden.Tool.Projects;
using DbWarden.Tool.Scaffolding;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool.Commands;

/// <summary>Makes a project carry migrations.</summary>
internal sealed class InitCommand() : ToolCommand("init", "Sets a project up for migrations")
{
    private ValueOption<string?> _database = null!;
    private ValueOption<string?> _engine = null!;
    private ValueOption<string?> _project = null!;

    public override string Explanation =>
        "Adds the package DbWarden.Build to the project, a folder with a first migration, a connection in appsettings.json and a line in "
        + ".gitattributes. What is there already stays as it is, so a second run changes nothing.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden init", "One database named 'primary' on SQLite, in the project of this folder."),
            new("dbwarden init --database analytics --engine postgresql", "A further database."),
        ];

    public override void Define(CommandSyntax syntax)
    {
        var group = syntax.Group("What to set up");
        _database = group.DatabaseName("The database's name in the project (primary)");
        _engine = group.Engine("Its engine: postgresql, mysql, mariadb or sqlite (sqlite)");
        _project = group.Text("--project <PATH>", "The project file or its folder (the one in this folder)");
    }

    public override Task<CommandResult> RunAsync(Session session)
    {
        var result = Run(session);
        return Task.FromResult<CommandResult>(result.IsSuccess ? result.Value : new FailedResult(result.Failure));
    }

    private Result<InitResult> Run(Session session)
    {
        var path = ProjectFile.Find(session.Environment.FullPath(_project.Value ?? "."));
        if (!path.IsSuccess)
            return path.Failure;
        var project = Project.Read(path.Value);
        if (!project.IsSuccess)
            return project.Failure;
        var setup = ProjectSetup.Plan(project.Value, _database.Value ?? DatabaseName.Default, _engine.Value);
        if (!setup.IsSuccess)
            return setup.Failure;
        // Everything has been thought through before the first file is touched.
        foreach (var change in setup.Value.Changes)
            change.Write();
        return new InitResult(setup.Value, session.Environment.WorkingDirectory);
    }

    private sealed class InitResult(ProjectSetup setup, string workingDirectory) : CommandResult
    {
        public override void WriteText(Terminal terminal)
        {
            if (setup.Changes.Count == 0)
                terminal.Results.WriteLine(
                    $"{setup.Project} is set up for database '{setup.Database}' already; nothing was changed."
                );
            foreach (var change in setup.Changes)
                terminal.Results.WriteLine(Relative(change), ": ", change.Meaning);
            terminal.Results.WriteLine("next:".Good());
            foreach (var step in setup.NextSteps)
                terminal.Results.WriteLine("  ", step);
        }

        public override void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("database", setup.Database);
            json.WriteString("engine", setup.Engine);
            json.WriteStartArray("changes");
            foreach (var change in setup.Changes)
            {
                json.WriteStartObject();
                json.WriteString("path", change.Path);
                json.WriteString("change", change.Meaning);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            JsonOutput.WriteStrings(json, "next", setup.NextSteps);
        }

        private string Relative(FileChange change) => Path.GetRelativePath(workingDirectory, change.Path);
    }
}
