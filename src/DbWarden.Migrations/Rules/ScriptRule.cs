using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A rule about how a file is made up.</summary>
internal abstract class ScriptRule : MigrationRule
{
    public abstract void Check(MigrationScript script, FileReport report);
}
