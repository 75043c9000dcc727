using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Parsing.Directives;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A directive does what it says, or the build says why it does not.</summary>
internal sealed class Dbw2008WrongDirective : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW2008",
            "A directive is unknown, malformed, repeated or lacks its reason",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(MigrationScript script, FileReport report)
    {
        foreach (var problem in script.Outline.DirectiveProblems.Where(problem => problem.Kind == DirectiveKind.DbWarden))
            report.Add(this, problem.Span, problem.Message);
        foreach (var directive in script.Outline.Directives)
        {
            if (Fault(directive, script) is { } fault)
                report.Add(this, directive.Span, fault);
        }
    }

    private static string? Fault(Directive directive, MigrationScript script) =>
        directive.Form.Word switch
        {
            DirectiveForm.Allow => AllowFault(DirectiveForm.SplitWord(directive.Argument).Word),
            DirectiveForm.ForeignKeys when !script.Dialect.CanSwitchForeignKeysOff =>
                $"'foreign-keys off' is for SQLite, and does nothing on {script.Dialect.Engines[0]}; remove it",
            _ => null,
        };

    private static string? AllowFault(string code)
    {
        if (code.Length == 0 || DiagnosticCatalog.CanAllowInFile(code))
            return null;
        return DiagnosticCatalog.Find(code) is not null
            ? $"{code.ToUpperInvariant()} cannot be allowed in a file, only the codes from DBW4001 on can; remove this line"
            : $"'{code}' is not a code; {(DiagnosticCatalog.Nearest(code) is { } nearest ? $"write '{nearest}'" : "write one such as 'DBW4001'")}";
    }
}
