using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A comment that was meant to begin a section would leave its statements in the section before it.</summary>
internal sealed class Dbw2010NearlyMarker : CommentRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW2010",
            "A comment looks like a section marker, but is none",
            DiagnosticSeverity.Warning,
            CanSetSeverity: true,
            CanAllowInFile: false
        );

    public override void Check(in CommentContext comment, FileReport report)
    {
        if (NearMarker.Recognise(comment.Text) is not { } marker)
            return;
        report.Add(
            this,
            comment.Span,
            $"this is an ordinary comment and begins no section; write '-- {marker}' alone on its line if it should, or word it differently"
        );
    }
}
