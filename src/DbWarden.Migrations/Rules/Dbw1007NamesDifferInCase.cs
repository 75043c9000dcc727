using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>Names that differ only in case are one file on some machines and two on others.</summary>
internal sealed class Dbw1007NamesDifferInCase : DatabaseRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new("DBW1007", "Two names differ only in case", DiagnosticSeverity.Error, CanSetSeverity: false, CanAllowInFile: false);

    public override void Check(DatabaseFiles files)
    {
        foreach (var (first, second) in files.Pairs(name => CaseSensitivePart(name).ToUpperInvariant()))
        {
            if (CaseSensitivePart(first.Name!) != CaseSensitivePart(second.Name!))
            {
                second.Report.Add(
                    this,
                    SourceSpan.WholeFile,
                    $"the name differs from that of '{first.Source.RelativePath}' only in case; rename or remove one of the two files"
                );
            }
        }
    }

    // A repeatable is known by its slug, whichever form its file's name has.
    private static string CaseSensitivePart(MigrationName name) =>
        name.Kind == MigrationKind.Versioned ? name.FileName : name.Kind + "/" + name.Slug;
}
