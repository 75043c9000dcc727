using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Build.Tasks.Reporting;

/// <summary>The switches for warnings that users know from the compiler. MSBuild does not apply all of them to what a task logs.</summary>
/// <param name="noWarn">Codes in the form of the property <c>NoWarn</c>.</param>
/// <param name="treatWarningsAsErrors">The property of that name.</param>
/// <param name="warningsAsErrors">Codes in the form of the property of that name.</param>
/// <param name="warningsNotAsErrors">Codes in the form of the property of that name.</param>
internal sealed class CompilerSwitches(
    string? noWarn,
    bool treatWarningsAsErrors,
    string? warningsAsErrors,
    string? warningsNotAsErrors
)
{
    private static readonly char[] Separators = [';', ',', ' ', '\t', '\r', '\n'];

    private readonly HashSet<string> _noWarn = Codes(noWarn);
    private readonly HashSet<string> _warningsAsErrors = Codes(warningsAsErrors);
    private readonly HashSet<string> _warningsNotAsErrors = Codes(warningsNotAsErrors);

    /// <summary>The severity in force.</summary>
    /// <param name="rule">The rule; one whose severity is fixed ignores every switch.</param>
    /// <param name="chosen">The severity that the project chose for it; null for the rule's own.</param>
    public DiagnosticSeverity Apply(DiagnosticDescriptor rule, DiagnosticSeverity? chosen)
    {
        if (!rule.CanSetSeverity)
            return rule.DefaultSeverity;
        if (_noWarn.Contains(rule.Code))
            return DiagnosticSeverity.None;
        var severity = chosen ?? rule.DefaultSeverity;
        if (_warningsNotAsErrors.Contains(rule.Code))
            return severity;
        // As with an analyzer, naming a rule that is off by default turns it on.
        var raised = severity == DiagnosticSeverity.Warning || (severity == DiagnosticSeverity.None && chosen is null);
        if (_warningsAsErrors.Contains(rule.Code) && raised)
            return DiagnosticSeverity.Error;
        return treatWarningsAsErrors && severity == DiagnosticSeverity.Warning ? DiagnosticSeverity.Error : severity;
    }

    private static HashSet<string> Codes(string? list) =>
        new((list ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
