using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>DELIMITER says which delimiter.</summary>
internal sealed class Dbw3005BareDelimiter : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new("DBW3005", "DELIMITER without an argument", DiagnosticSeverity.Error, CanSetSeverity: false, CanAllowInFile: false);

    public override void Check(MigrationScript script, FileReport report)
    {
        foreach (
            var problem in script.Outline.Problems.Where(problem =>
                problem.Problem.Kind == SyntaxProblemKind.DelimiterWithoutArgument
            )
        )
            report.Add(
                this,
                problem.Span,
                "DELIMITER lacks the delimiter; write one behind it, such as 'DELIMITER //', or 'DELIMITER ;' to go back"
            );
    }
}
