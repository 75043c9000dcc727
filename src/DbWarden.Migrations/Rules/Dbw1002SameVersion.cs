using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A version is one migration's; two branches that each took the next one meet here.</summary>
internal sealed class Dbw1002SameVersion : DatabaseRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW1002",
            "Two files carry the same version",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(DatabaseFiles files)
    {
        foreach (var (first, second) in files.Pairs(name => name.Version?.Canonical))
        {
            if (!NameClash.DifferOnlyInCase(first.FileName, second.FileName))
                second.Report.Add(this, SourceSpan.WholeFile, Message(first, second));
        }
    }

    private static string Message(MigrationFile first, MigrationFile second) =>
        NameClash.IsListedTwice(first, second)
        ?? $"version {second.Name!.Version} is also carried by '{first.Source.RelativePath}'; give one of the two files the next version";
}
