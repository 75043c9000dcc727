using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Rules;

namespace DbWarden.Migrations.Validation;

/// <summary>What the rules have found in one file.</summary>
internal sealed class FileReport(string path, RuleSeverities severities)
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>By position, then by code.</summary>
    public IEnumerable<Diagnostic> Diagnostics =>
        _diagnostics
            .OrderBy(diagnostic => diagnostic.Span.Line)
            .ThenBy(diagnostic => diagnostic.Span.Column)
            .ThenBy(diagnostic => diagnostic.Code, StringComparer.Ordinal);

    public bool Has(DiagnosticDescriptor descriptor) => _diagnostics.Exists(diagnostic => diagnostic.Descriptor == descriptor);

    public void Add(MigrationRule rule, SourceSpan span, string message)
    {
        var severity = severities.Of(rule.Descriptor);
        if (severity != DiagnosticSeverity.None)
            _diagnostics.Add(new Diagnostic(rule.Descriptor, severity, path, span, message));
    }

    /// <summary>Drops what the file itself allows.</summary>
    public void Allow(IReadOnlyDictionary<string, string> allowed)
    {
        if (allowed.Count > 0)
            _diagnostics.RemoveAll(diagnostic => diagnostic.Descriptor.CanAllowInFile && allowed.ContainsKey(diagnostic.Code));
    }
}
