using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Validation;

/// <summary>Which severity is in force for each code of a project.</summary>
internal sealed class RuleSeverities
{
    private readonly Dictionary<string, DiagnosticSeverity> _set = new(StringComparer.OrdinalIgnoreCase);

    public RuleSeverities(IReadOnlyDictionary<string, DiagnosticSeverity> set)
    {
        foreach (var severity in set)
            _set[severity.Key] = severity.Value;
    }

    public DiagnosticSeverity Of(DiagnosticDescriptor descriptor) =>
        descriptor.CanSetSeverity && _set.TryGetValue(descriptor.Code, out var severity) ? severity : descriptor.DefaultSeverity;
}
