using DbWarden.Migrations.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace DbWarden.Build.Tasks.Reporting;

/// <summary>Reports diagnostics the way the compiler reports its own, so that consoles and editors lead to the place.</summary>
internal static class DiagnosticLogger
{
    public static void Report(this TaskLoggingHelper log, Diagnostic diagnostic)
    {
        var (code, help, file, message) = (diagnostic.Code, diagnostic.Descriptor.HelpLink, diagnostic.File, diagnostic.Message);
        var (line, column, endLine, endColumn) = diagnostic.Span;
        switch (diagnostic.Severity)
        {
            case DiagnosticSeverity.Error:
                log.LogError(null, code, null, help, file, line, column, endLine, endColumn, message);
                break;
            case DiagnosticSeverity.Warning:
                log.LogWarning(null, code, null, help, file, line, column, endLine, endColumn, message);
                break;
            default:
                log.LogMessage(null, code, null, file, line, column, endLine, endColumn, MessageImportance.High, message);
                break;
        }
    }
}
