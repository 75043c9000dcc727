using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>Only directives and comments stand before the upgrade section.</summary>
internal sealed class Dbw2004StatementBeforeSections : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW2004",
            "Statements stand before the first section",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(MigrationScript script, FileReport report)
    {
        if (script is { Upgrade: { } upgrade, Outline.StatementBeforeMarkers: { } statement })
            report.Add(
                this,
                statement,
                $"this statement belongs to no section and would never run; move it behind '-- upgrade' of line {upgrade.Marker.Line}"
            );
    }
}
