using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>The rows of COPY … FROM STDIN end with a line of their own.</summary>
internal sealed class Dbw3006UnendedCopyData : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new("DBW3006", "COPY data without its end", DiagnosticSeverity.Error, CanSetSeverity: false, CanAllowInFile: false);

    public override void Check(MigrationScript script, FileReport report)
    {
        if (script.Outline.IsCut)
            return;
        foreach (
            var problem in script.Outline.Problems.Where(problem => problem.Problem.Kind == SyntaxProblemKind.CopyDataWithoutEnd)
        )
            report.Add(
                this,
                problem.Span,
                @"the rows of this COPY never end; write '\.' alone on a line behind the last of them"
            );
    }
}
