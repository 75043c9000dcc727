using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A file's name must say what kind of migration it is, its version, and what it does.</summary>
internal sealed class Dbw1001MalformedName : FileRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW1001",
            "The file's name is not a migration's",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(MigrationFile file, Project project)
    {
        if (file.Name is null)
            file.Report.Add(
                this,
                SourceSpan.WholeFile,
                $"'{file.FileName}' is not a migration's name: {MigrationNameAdvice.For(file.FileName)}"
            );
    }
}
