using System.Text;
using DbWarden.Tool.Projects;

namespace DbWarden.Tool.Scaffolding;

/// <summary>The migration that <c>init</c> writes: complete, so that the project builds and deploys at once.</summary>
internal static class FirstMigration
{
    private const string FileName = "V__0001_create_app_setting.sql";

    private const string Text = """
        -- The first migration. Make it your own first table as long as it has not been applied anywhere.
        -- upgrade
        CREATE TABLE app_setting (
            name  VARCHAR(100) NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        );

        -- rollback
        DROP TABLE app_setting;

        """;

    /// <summary>The file to write; null where the database has migrations already.</summary>
    public static FileChange? Add(Project project, string database) =>
        MigrationFolder.Of(project, database).IsEmpty
            ? new FileChange(
                Path.Combine(project.MigrationsDirectory, database, FileName),
                Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n")),
                "a first migration"
            )
            : null;
}
