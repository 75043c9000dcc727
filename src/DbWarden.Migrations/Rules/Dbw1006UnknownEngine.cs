using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>Each database has a proper name and an engine that is known.</summary>
internal sealed class Dbw1006UnknownEngine : ProjectRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW1006",
            "A database has no engine, or an unknown one",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(Project project, FileReport report)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var database in project.Databases)
        {
            if (Fault(database, names) is { } fault)
                report.Add(this, SourceSpan.WholeFile, fault);
        }
    }

    private static string? Fault(ProjectDatabase database, HashSet<string> names)
    {
        if (!DatabaseName.IsValid(database.Name))
            return $"'{database.Name}' cannot name a database; begin with a letter from a to z, followed by such letters, digits and '_', at most {DatabaseName.MaximumLength} together";
        if (!names.Add(database.Name))
            return $"database '{database.Name}' is declared twice; remove one of the declarations";
        if (database.Engine is null)
            return $"database '{database.Name}' has no engine; set DbWardenEngine, or Engine of its DbWardenDatabase, to {Engines}";
        if (database.Dialect is not null)
            return null;
        var nearest = Spelling.Nearest(database.Engine, Dialect.EngineNames);
        return $"database '{database.Name}' has the unknown engine '{database.Engine}'; write {(nearest is null ? Engines : $"'{nearest}'")}";
    }

    private static string Engines =>
        string.Join(", ", Dialect.EngineNames.Take(Dialect.EngineNames.Count - 1)) + " or " + Dialect.EngineNames[^1];
}
