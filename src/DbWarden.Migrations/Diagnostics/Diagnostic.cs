namespace DbWarden.Migrations.Diagnostics;

/// <summary>One problem found in one migration file.</summary>
/// <param name="Descriptor">What kind of problem it is.</param>
/// <param name="Severity">The severity in force; never <see cref="DiagnosticSeverity.None"/>.</param>
/// <param name="File">The file's path as the caller gave it.</param>
/// <param name="Span">Where in the file.</param>
/// <param name="Message">What is wrong, where, and what to write instead; one line, no trailing full stop needed.</param>
public sealed record Diagnostic(
    DiagnosticDescriptor Descriptor,
    DiagnosticSeverity Severity,
    string File,
    SourceSpan Span,
    string Message
)
{
    /// <summary>The stable code, <c>DBW</c> and four digits.</summary>
    public string Code => Descriptor.Code;
}
