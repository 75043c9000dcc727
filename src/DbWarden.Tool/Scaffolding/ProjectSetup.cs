using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;
using DbWarden.Tool.Projects;

namespace DbWarden.Tool.Scaffolding;

/// <summary>What <c>init</c> is going to change, and what its user does then.</summary>
internal sealed record ProjectSetup(
    string Project,
    string Database,
    string Engine,
    IReadOnlyList<FileChange> Changes,
    IReadOnlyList<string> NextSteps
)
{
    private const string SettingsFile = "appsettings.json";

    /// <summary>Thinks all changes through; reads files and writes none.</summary>
    public static Result<ProjectSetup> Plan(Project project, string database, string? wantedEngine)
    {
        var declaration = DatabaseDeclarations.Add(project, database, wantedEngine);
        if (!declaration.IsSuccess)
            return declaration.Failure;
        var engine = declaration.Value.Engine;

        var settingsPath = Path.Combine(project.Directory, SettingsFile);
        var settings = ConnectionStringsFile.Read(settingsPath);
        if (!settings.IsSuccess)
            return settings.Failure;

        var edit = declaration.Value.Edit;
        var changes = new List<FileChange>();
        if (!File.Exists(settingsPath))
            edit.CopySettings(SettingsFile);
        changes.AddRange(edit.Changes());
        var example = ExampleConnection.For(engine, project.Name);
        if (!settings.Value.Has(database))
            changes.Add(
                new FileChange(
                    settingsPath,
                    settings.Value.Add(database, example.Text).ToBytes(),
                    $"added connection '{database}' ({example.Text})"
                )
            );
        if (FirstMigration.Add(project, database) is { } migration)
            changes.Add(migration);
        if (GitAttributes.Add(project.Directory) is { } attributes)
            changes.Add(attributes);
        return new ProjectSetup(project.Name, database, engine, changes, StepsAfter(database, example));
    }

    private static IReadOnlyList<string> StepsAfter(string database, ExampleConnection example)
    {
        var option = database == DatabaseName.Default ? "" : " --database " + database;
        return
        [
            .. example.IsComplete
                ? Array.Empty<string>()
                :
                [
                    $"name the server in {SettingsFile}; a connection with a password belongs into the variable {ConnectionResolver.VariableOf(database)}",
                ],
            "dotnet build",
            $"{Invocation.Name} migrate{option}",
            $"{Invocation.Name} new \"add payment tables\"{option}",
        ];
    }
}
