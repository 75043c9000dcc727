using DbWarden.Migrations.Rules;

namespace DbWarden.Migrations.Diagnostics;

/// <summary>Every diagnostic there is.</summary>
public static class DiagnosticCatalog
{
    // The rules about what a statement does to a live database, which a file may allow from the beginning.
    private const string SafetyPrefix = "DBW5";

    private static readonly Dictionary<string, DiagnosticDescriptor> ByCode = RuleSet.All.ToDictionary(
        rule => rule.Descriptor.Code,
        rule => rule.Descriptor,
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>In the order of their codes.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [.. RuleSet.All.Select(rule => rule.Descriptor)];

    /// <summary>The diagnostic with a code, in any case; null where there is none.</summary>
    public static DiagnosticDescriptor? Find(string code) => ByCode.TryGetValue(code, out var descriptor) ? descriptor : null;

    /// <summary>
    /// What is wrong with a project that sets the severity of <paramref name="code"/>; null where it may.
    /// </summary>
    public static string? WhySeverityCannotBeSet(string code)
    {
        if (Find(code) is { } descriptor)
            return descriptor.CanSetSeverity
                ? null
                : $"the severity of {descriptor.Code} cannot be set; what it reports cannot be run";
        return Nearest(code) is { } nearest
            ? $"'{code}' is not the code of a rule; write '{nearest}'"
            : $"'{code}' is not the code of a rule; write one such as 'DBW1004'";
    }

    /// <summary>Whether <c>-- dbwarden: allow</c> can silence the code in a file.</summary>
    internal static bool CanAllowInFile(string code) =>
        Find(code)?.CanAllowInFile
        ?? (
            code.Length == 7
            && code.StartsWith(SafetyPrefix, StringComparison.OrdinalIgnoreCase)
            && code.Skip(4).All(char.IsDigit)
        );

    internal static string? Nearest(string code) => Spelling.Nearest(code, ByCode.Keys);
}
