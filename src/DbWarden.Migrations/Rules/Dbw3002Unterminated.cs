using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>What is opened must be closed; nothing behind it can be read.</summary>
internal sealed class Dbw3002Unterminated : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new("DBW3002", "A string, name, comment, dollar quote or body never ends", DiagnosticSeverity.Error, CanSetSeverity: false, CanAllowInFile: false);

    public override void Check(MigrationScript script, FileReport report)
    {
        // Where something else stopped the reading, what is open there may well be closed behind it.
        if (script.Outline.IsCut)
            return;
        foreach (var problem in script.Outline.Problems)
        {
            if (Subject(problem.Problem.Kind) is { } subject)
                report.Add(this, problem.Span, $"{subject} that begins here never ends; close it");
        }
    }

    private static string? Subject(SyntaxProblemKind kind) =>
        kind switch
        {
            SyntaxProblemKind.UnterminatedString => "the string",
            SyntaxProblemKind.UnterminatedIdentifier => "the quoted name",
            SyntaxProblemKind.UnterminatedComment => "the comment",
            SyntaxProblemKind.UnterminatedDollarQuote => "the dollar quote",
            SyntaxProblemKind.UnterminatedBody => "the body",
            _ => null,
        };
}
