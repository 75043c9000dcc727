using DbWarden.Migrations.Diagnostics;
using Microsoft.Build.Framework;

namespace DbWarden.Build.Tasks.Reporting;

/// <summary>The severities that a project chose with <c>DbWardenRule</c> items.</summary>
internal static class RuleSeverities
{
    /// <summary>Reads the items.</summary>
    /// <param name="rules">The items, named by code.</param>
    /// <param name="report">Told of each item that cannot be followed.</param>
    public static Dictionary<string, DiagnosticSeverity> Read(IEnumerable<ITaskItem> rules, Action<string> report)
    {
        var chosen = new Dictionary<string, DiagnosticSeverity>(StringComparer.OrdinalIgnoreCase);
        foreach (var rule in rules)
        {
            var (code, text) = (rule.ItemSpec, rule.GetMetadata("Severity"));
            if (DiagnosticCatalog.WhySeverityCannotBeSet(code) is { } problem)
                report($"DbWardenRule '{code}': {problem}");
            else if (!IsName(text) || !Enum.TryParse<DiagnosticSeverity>(text, ignoreCase: true, out var severity))
                report($"DbWardenRule '{code}': its Severity is '{text}'; write error, warning, message or none");
            else
                chosen[code] = severity;
        }

        return chosen;
    }

    // TryParse would take a number, too.
    private static bool IsName(string text) => text.Length > 0 && text.All(char.IsLetter);
}
