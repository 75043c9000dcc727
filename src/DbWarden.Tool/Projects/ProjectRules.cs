using DbWarden.Migrations;
using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Tool.Projects;

/// <summary>How a project wants its migrations judged, as far as its file says it without being evaluated.</summary>
internal static class ProjectRules
{
    public static ValidationSettings SettingsOf(Project project, string? engine) =>
        new()
        {
            Databases =
            [
                .. project.Databases.Select(database => new DatabaseDeclaration(
                    database.Name,
                    database.Engine,
                    ConnectionName: null
                )),
            ],
            DefaultEngine = engine ?? project.Engine,
            Severities = Severities(project),
            Generator = "dbwarden",
            ProjectPath = project.File.Source.Path,
        };

    private static Dictionary<string, DiagnosticSeverity> Severities(Project project)
    {
        var severities = new Dictionary<string, DiagnosticSeverity>(StringComparer.OrdinalIgnoreCase);
        foreach (var rule in project.File.Items("DbWardenRule"))
        {
            if (
                rule.Attribute("Include") is { } code
                && Enum.TryParse<DiagnosticSeverity>((string?)rule.Attribute("Severity"), ignoreCase: true, out var severity)
            )
                severities[code.Value] = severity;
        }

        return severities;
    }
}
