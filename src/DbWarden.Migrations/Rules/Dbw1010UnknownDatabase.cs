using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>Each file belongs to a database that the project has.</summary>
internal sealed class Dbw1010UnknownDatabase : FileRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW1010",
            "The file belongs to no declared database",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(MigrationFile file, Project project)
    {
        if (file.Database is not null)
            return;
        var names = project.Databases.Select(database => database.Name).ToList();
        var wanted = project.NameFor(file.Source);
        var nearest = wanted is null ? null : Spelling.Nearest(wanted, names);
        var folders = nearest is not null ? $"'{nearest}/'" : string.Join(" or ", names.Select(name => $"'{name}/'"));
        file.Report.Add(
            this,
            SourceSpan.WholeFile,
            !string.IsNullOrEmpty(file.Source.Database)
                    ? $"Database of this item is '{wanted}', which is not declared; write '{nearest ?? string.Join("' or '", names)}'"
                : wanted is null
                    ? $"the project declares several databases, and the file lies in none of their folders; move it to {folders}"
                : $"the folder '{wanted}' is not a declared database; move the file to {folders}, or declare DbWardenDatabase '{wanted}'"
        );
    }
}
