namespace DbWarden.Migrations.Diagnostics;

/// <summary>What is fixed about a diagnostic: its code, its title and who may change its severity.</summary>
/// <param name="Code">Stable code such as <c>DBW2002</c>.</param>
/// <param name="Title">One line that names the problem without naming a file.</param>
/// <param name="DefaultSeverity">The severity where the project does not set one.</param>
/// <param name="CanSetSeverity">Whether a project may set another severity.</param>
/// <param name="CanAllowInFile">Whether <c>-- dbwarden: allow CODE reason</c> silences it in one file.</param>
public sealed record DiagnosticDescriptor(
    string Code,
    string Title,
    DiagnosticSeverity DefaultSeverity,
    bool CanSetSeverity,
    bool CanAllowInFile
)
{
    /// <summary>The documentation section of this code.</summary>
    public string HelpLink => ProductLinks.Diagnostics + "#" + Code.ToLowerInvariant();
}
