using System.Text.RegularExpressions;
using DbWarden.Migrations.Diagnostics;
using DbWarden.TestSupport;

namespace DbWarden.Migrations.Tests.Rules;

/// <summary>Holds <c>docs/diagnostics.md</c> to what the rules do: its examples are malformed projects, and its messages are the real ones.</summary>
internal sealed partial class DocumentationTests
{
    private const int MatchTimeout = 60_000;

    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics.md"))
        .ReplaceLineEndings("\n");

    private static IEnumerable<DiagnosticDescriptor> Descriptors => DiagnosticCatalog.All;

    [Test]
    public void Every_code_has_its_section_in_order() =>
        Assert.That(
            Headings().Matches(Text).Select(match => match.Groups["code"].Value),
            Is.EqualTo(Descriptors.Select(descriptor => descriptor.Code))
        );

    [TestCaseSource(nameof(Descriptors))]
    public void A_section_says_what_the_rule_is_and_whether_its_severity_can_be_set(DiagnosticDescriptor descriptor)
    {
        var severity =
            descriptor.DefaultSeverity == DiagnosticSeverity.None
                ? "off"
                : descriptor.DefaultSeverity.ToString().ToLowerInvariant();
        var setting = descriptor.CanSetSeverity ? "; a project can set its severity" : "";
        var allowing = descriptor.CanAllowInFile ? ", and a file can allow it" : "";
        Assert.That(
            SectionOf(descriptor.Code),
            Does.StartWith($"## {descriptor.Code}\n\n**{descriptor.Title}** ({severity}{setting}{allowing})\n\n")
        );
    }

    [TestCaseSource(typeof(MalformedSample), nameof(MalformedSample.All))]
    public void The_messages_are_printed_as_they_stand_there(MalformedSample sample)
    {
        var printed = Messages().Match(SectionOf(sample.Code)).Groups["lines"].Value.Split('\n');
        Assert.That(printed, Is.Not.Empty.And.SubsetOf(sample.Validate().Select(MalformedSample.LineWithMessage)));
    }

    [TestCaseSource(typeof(MalformedSample), nameof(MalformedSample.All))]
    public void The_examples_are_files_of_the_malformed_projects(MalformedSample sample)
    {
        foreach (Match example in Examples().Matches(SectionOf(sample.Code)))
            Assert.That(example.Groups["text"].Value, Is.EqualTo(sample.TextOf(example.Groups["path"].Value)));
    }

    private static string SectionOf(string code)
    {
        var start = Text.IndexOf($"## {code}\n", StringComparison.Ordinal);
        var end = Text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? Text[start..] : Text[start..end];
    }

    [GeneratedRegex("^## (?<code>DBW[0-9]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, MatchTimeout)]
    private static partial Regex Headings();

    [GeneratedRegex(
        "^```text\n(?<lines>.*?)\n```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        MatchTimeout
    )]
    private static partial Regex Messages();

    [GeneratedRegex(
        "^`(?<path>[^`]+)`\n\n```sql\n(?<text>.*?\n)```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        MatchTimeout
    )]
    private static partial Regex Examples();
}
