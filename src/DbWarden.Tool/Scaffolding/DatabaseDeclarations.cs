using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;
using DbWarden.Tool.Projects;

namespace DbWarden.Tool.Scaffolding;

/// <summary>Makes a project have a database: by its engine alone where it is the only one, by a declaration otherwise.</summary>
/// <param name="Engine">The database's engine.</param>
/// <param name="Edit">The changes that this takes.</param>
internal sealed record DatabaseDeclarations(string Engine, ProjectEdit Edit)
{
    private const string DefaultEngine = "sqlite";

    public static Result<DatabaseDeclarations> Add(Project project, string database, string? wantedEngine)
    {
        var edit = new ProjectEdit(project);
        edit.AddPackage();
        var isOnly = project.Databases.Count == 0 && database == DatabaseName.Default;
        if (isOnly || project.Databases.Any(declared => declared.Name == database))
        {
            var present = project.Databases.FirstOrDefault(declared => declared.Name == database).Engine ?? project.Engine;
            if (present is not null && wantedEngine is not null && present != wantedEngine)
                return new Failure(
                    FailureKind.Usage,
                    $"Database '{database}' of {project.Name} is declared for {present} already."
                )
                {
                    Next = [$"Leave out --engine, or change the engine in {project.File.Name} by hand."],
                };
            if (present is null)
                edit.SetEngine(wantedEngine ?? DefaultEngine);
            return new DatabaseDeclarations(present ?? wantedEngine ?? DefaultEngine, edit);
        }

        // From the first declaration on, the project has exactly the databases that it declares.
        if (project.Databases.Count == 0 && project.Engine is not null)
        {
            if (MigrationFolder.LooseFiles(project) is { Count: > 0 } files)
                return new Failure(
                    FailureKind.Usage,
                    $"The migrations of database '{DatabaseName.Default}' are not in a folder of its name yet."
                )
                {
                    Details = files,
                    Next =
                    [
                        $"Move them to {Path.Combine(project.MigrationsDirectory, DatabaseName.Default)}, then repeat the command.",
                    ],
                };
            edit.DeclareDatabase(DatabaseName.Default, engine: null);
        }

        var engine = wantedEngine ?? project.Engine ?? DefaultEngine;
        edit.DeclareDatabase(database, engine);
        return new DatabaseDeclarations(engine, edit);
    }
}
