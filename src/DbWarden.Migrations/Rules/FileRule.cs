using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A rule about one file's place and name.</summary>
internal abstract class FileRule : MigrationRule
{
    public abstract void Check(MigrationFile file, Project project);
}
