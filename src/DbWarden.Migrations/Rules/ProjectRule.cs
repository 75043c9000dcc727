using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A rule about what the project declares.</summary>
internal abstract class ProjectRule : MigrationRule
{
    public abstract void Check(Project project, FileReport report);
}
