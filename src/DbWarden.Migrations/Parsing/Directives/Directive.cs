using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Parsing.Directives;

/// <summary>A directive that a file has.</summary>
/// <param name="Form">Which one.</param>
/// <param name="Argument">What follows its word; empty without any.</param>
/// <param name="Span">The whole line.</param>
internal sealed record Directive(DirectiveForm Form, string Argument, SourceSpan Span);

/// <summary>What is wrong with a directive.</summary>
/// <param name="Kind">Which of them it concerns.</param>
/// <param name="Span">Where.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
internal sealed record DirectiveProblem(DirectiveKind Kind, SourceSpan Span, string Message);

/// <summary>The directives are of two kinds, whose problems have codes of their own.</summary>
internal enum DirectiveKind
{
    DbWarden,
    DependsOn,
}
