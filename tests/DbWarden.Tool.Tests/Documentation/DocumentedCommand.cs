using System.Globalization;
using System.Text.RegularExpressions;

namespace DbWarden.Tool.Tests.Documentation;

/// <summary>One line that a reader of the documentation types.</summary>
/// <param name="Place">The file and the line.</param>
internal sealed partial record DocumentedCommand(string Place, string Text)
{
    /// <summary>How it ends; a comment behind it says so where that is not 0.</summary>
    public int ExitCode =>
        ExitCodeComment().Match(Text) is { Success: true } match
            ? int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>Whether it shows what may be typed, with brackets and placeholders, and is no command itself.</summary>
    public bool IsSynopsis => SynopsisSign().IsMatch(WithoutComment);

    public string WithoutComment => Comment().Replace(Text, "").TrimEnd();

    /// <summary>What follows the tool's name; null where the line does not call it.</summary>
    public string? ToolArguments =>
        ToolCall().Match(WithoutComment) is { Success: true } match ? match.Groups["arguments"].Value : null;

    public override string ToString() => $"{Place}: {Text}";

    [GeneratedRegex("#.*exit code (?<code>[0-9]+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ExitCodeComment();

    [GeneratedRegex(" +# .*$", RegexOptions.None, 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\[|\||\b[A-Z]{2,}\b(?![""_])|\b[V]\b", RegexOptions.None, 10_000)]
    private static partial Regex SynopsisSign();

    [GeneratedRegex(@"^(?:dotnet |\S*/)?dbwarden\b(?: +(?<arguments>.*))?$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ToolCall();
}

/// <summary>Lines that stand together, and are copied together.</summary>
/// <param name="Section">The page and the heading above.</param>
internal sealed record DocumentedBlock(string Page, string Section, IReadOnlyList<DocumentedCommand> Commands);
