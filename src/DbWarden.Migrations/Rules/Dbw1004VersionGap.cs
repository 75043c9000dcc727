using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>For teams that number their migrations without gaps: a missing number is a file that somebody forgot.</summary>
internal sealed class Dbw1004VersionGap : DatabaseRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW1004",
            "A version is missing between two others",
            DiagnosticSeverity.None,
            CanSetSeverity: true,
            CanAllowInFile: false
        );

    public override void Check(DatabaseFiles files)
    {
        // The missing number may be that of a file whose name is wrong.
        if (files.HasUnreadableNames)
            return;
        MigrationFile? previous = null;
        foreach (var file in files.InRunOrder.Where(file => file.Name!.Version is not null))
        {
            if (previous is not null && VersionSequence.IsGap(previous.Name!.Version!, file.Name!.Version!))
            {
                file.Report.Add(
                    this,
                    SourceSpan.WholeFile,
                    $"no file carries a version between {previous.Name.Version} ('{previous.FileName}') and {file.Name.Version}; add what is missing, or take the next version"
                );
            }

            previous = file;
        }
    }
}
