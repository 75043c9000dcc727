using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A repeatable's name is all that tells it from others.</summary>
internal sealed class Dbw1003SameRepeatable : DatabaseRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW1003",
            "Two repeatables carry the same name",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(DatabaseFiles files)
    {
        foreach (var (first, second) in files.Pairs(name => name.Kind == MigrationKind.Versioned ? null : name.Kind + name.Slug))
            second.Report.Add(this, SourceSpan.WholeFile, Message(first, second));
    }

    private static string Message(MigrationFile first, MigrationFile second) =>
        NameClash.IsListedTwice(first, second)
        ?? $"the name '{second.Name!.Slug}' is also carried by '{first.Source.RelativePath}'; rename one of the two files";
}
