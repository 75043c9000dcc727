using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A rule that must see each statement of a file.</summary>
internal abstract class StatementRule : MigrationRule
{
    /// <summary>Begins with a file; null where the rule has nothing to say about its dialect.</summary>
    public abstract StatementInspection? Begin(Dialect dialect);
}

/// <summary>One rule at work on one file.</summary>
internal abstract class StatementInspection
{
    public abstract void OnStatement(in StatementContext context);

    /// <summary>The file has been read, so that everything which it declares is known: reports what was seen.</summary>
    public abstract void Complete(MigrationScript script, FileReport report);
}
