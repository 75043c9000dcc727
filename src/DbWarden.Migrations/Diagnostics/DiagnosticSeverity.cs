namespace DbWarden.Migrations.Diagnostics;

/// <summary>How a diagnostic is reported, from not at all to failing the build.</summary>
public enum DiagnosticSeverity
{
    None,
    Message,
    Warning,
    Error,
}
