using System.Globalization;
using System.Text.RegularExpressions;

namespace DbWarden.Build.Tests.Projects;

/// <summary>An error or a warning as MSBuild printed it.</summary>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="File">The file's name without its folder.</param>
/// <param name="Line">0 where the whole file is meant.</param>
internal sealed partial record BuildDiagnostic(string Severity, string Code, string File, int Line, int Column, string Message)
{
    /// <summary>As in <c>error DBW2002 V__1_a.sql(2,3)</c>.</summary>
    public override string ToString() => Line == 0 ? $"{Severity} {Code} {File}" : $"{Severity} {Code} {File}({Line},{Column})";

    /// <summary>Each one that stands in the output; MSBuild repeats them at the end, which does not count.</summary>
    public static IReadOnlyList<BuildDiagnostic> Parse(string output) =>
        [
            .. Pattern()
                .Matches(output.ReplaceLineEndings("\n"))
                .Select(match => new BuildDiagnostic(
                    match.Groups["severity"].Value,
                    match.Groups["code"].Value,
                    Path.GetFileName(match.Groups["file"].Value.Trim()),
                    Number(match.Groups["line"]),
                    Number(match.Groups["column"]),
                    match.Groups["message"].Value
                ))
                .Distinct(),
        ];

    private static int Number(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^\s*(?<file>[^\n]*?)(\((?<line>\d+),(?<column>\d+)(,\d+,\d+)?\))? ?: (?<severity>error|warning) (?<code>[A-Z]+\d+)?: (?<message>[^\n]*?)( \[[^\n]*\])?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Pattern();
}
