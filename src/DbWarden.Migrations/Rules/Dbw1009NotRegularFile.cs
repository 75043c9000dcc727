using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>What is embedded must be a file of the project, readable wherever the project is checked out.</summary>
internal sealed class Dbw1009NotRegularFile : FileRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW1009",
            "The file is not a regular file of the project",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(MigrationFile file, Project project)
    {
        var fault = file.Source.Kind switch
        {
            MigrationSourceKind.LinkOutOfProject => "this is a symbolic link that leaves the project; put the file itself here",
            MigrationSourceKind.NotRegular => "this is not a regular file; put a file here, or exclude it from DbWardenMigration",
            _ => null,
        };
        if (fault is not null)
            file.Report.Add(this, SourceSpan.WholeFile, fault);
    }

    /// <summary>The file could not be read when its turn came.</summary>
    public void ReportUnreadable(FileReport report, Exception exception) =>
        report.Add(this, SourceSpan.WholeFile, $"the file cannot be read: {exception.Message.TrimEnd('.')}");
}
