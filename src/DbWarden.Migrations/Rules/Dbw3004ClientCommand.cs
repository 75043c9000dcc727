using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>Statements go to the server, without the client that knows its own commands.</summary>
internal sealed class Dbw3004ClientCommand : ScriptRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW3004",
            "A command of the client, which the server does not know",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(MigrationScript script, FileReport report)
    {
        foreach (var problem in script.Outline.Problems.Where(problem => problem.Problem.Kind == SyntaxProblemKind.ClientCommand))
        {
            var command = Utf8Text.Decode(script.Bytes.Span[problem.Problem.Start..problem.Problem.End]);
            report.Add(
                this,
                problem.Span,
                $"'{command}' is a command of the client, which the server does not know; remove it, or write the SQL that it stands for"
            );
        }
    }
}
