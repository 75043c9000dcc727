using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>An upgrade section does something.</summary>
internal sealed class Dbw2005EmptyUpgrade : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW2005",
            "The upgrade section has no statement",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(MigrationScript script, FileReport report)
    {
        if (script.Upgrade is { StatementCount: 0 } upgrade && script.Outline.IsEmptyInItself(SectionKind.Upgrade))
            report.Add(this, upgrade.Marker, "the upgrade section has no statement; write one, or remove the file");
    }
}
