using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>What is opened must be closed; nothing behind it can be read.</summary>
internal sealed class Dbw3002Unterminated : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW3002",
            "A string, name, comment, dollar quote or body never ends",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(MigrationScript script, FileReport report)
    {
        // Where something else stopped the reading, what is open there may well be closed behind it.
        if (script.Outline.IsCut)
            return;
        foreach (var problem in script.Outline.Problems)
        {
            var opening = Utf8Text.Decode(script.Bytes.Span[problem.Problem.Start..problem.Problem.End]);
            if (Describe(problem.Problem.Kind, opening) is var (subject, closing))
                report.Add(this, problem.Span, $"the {subject} that begins here never ends; write {closing} where it should");
        }
    }

    private static (string Subject, string Closing)? Describe(SyntaxProblemKind kind, string opening) =>
        kind switch
        {
            SyntaxProblemKind.UnterminatedString => ("string", ClosingQuote(opening)),
            SyntaxProblemKind.UnterminatedIdentifier => ("quoted name", ClosingQuote(opening)),
            SyntaxProblemKind.UnterminatedComment => ("comment", "*/"),
            SyntaxProblemKind.UnterminatedDollarQuote => ("dollar quote", opening),
            SyntaxProblemKind.UnterminatedBody => ("body", "END"),
            _ => null,
        };

    private static string ClosingQuote(string opening) => opening is [.., '['] ? "]" : opening[^1..];
}
