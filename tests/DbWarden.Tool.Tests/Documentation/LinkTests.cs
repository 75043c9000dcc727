using System.Text.RegularExpressions;

namespace DbWarden.Tool.Tests.Documentation;

public sealed partial class LinkTests
{
    [TestCaseSource(typeof(DocumentedPages), nameof(DocumentedPages.Pages))]
    public void Every_link_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(DocumentedPages.Full(page))!;
        foreach (Match link in Link().Matches(File.ReadAllText(DocumentedPages.Full(page))))
        {
            var target = link.Groups["path"].Value is { Length: > 0 } path
                ? Path.Combine(folder, path)
                : DocumentedPages.Full(page);
            Assert.That(File.Exists(target) || Directory.Exists(target), Is.True, $"{page}: {link.Value}");
            if (link.Groups["anchor"].Value is { Length: > 0 } anchor)
                Assert.That(Anchors(target), Does.Contain(anchor), $"{page}: {link.Value}");
        }
    }

    [Test]
    public void Every_page_is_in_the_guides_list()
    {
        var list = File.ReadAllText(DocumentedPages.Full("docs/README.md"));
        foreach (var page in DocumentedPages.Pages.Except(["README.md", "docs/README.md"]))
            Assert.That(list, Does.Contain($"]({Path.GetFileName(page)})"));
    }

    /// <summary>As GitHub makes them of headings.</summary>
    private static IEnumerable<string> Anchors(string page) =>
        File.ReadLines(page)
            .Where(line => line.StartsWith('#'))
            .Select(line => Dropped().Replace(line.TrimStart('#', ' ').ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?!https?:)(?<path>[^)#]*)(?:#(?<anchor>[^)]*))?\)", RegexOptions.None, 10_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, 10_000)]
    private static partial Regex Dropped();
}
