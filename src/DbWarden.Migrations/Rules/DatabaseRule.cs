using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A rule about the files of one database together.</summary>
internal abstract class DatabaseRule : MigrationRule
{
    public abstract void Check(DatabaseFiles files);
}
