using System.Security.Cryptography;
using System.Text;
using CsCheck;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Tests.Parsing;

public sealed class SectionChecksumTests
{
    private static readonly Gen<string> Sections = Gen.OneOf(
            Gen.Const("\n"),
            Gen.Const("  "),
            Gen.Const("\t"),
            Gen.Const("SELECT 'Zürich 🏔';"),
            Gen.Const("-- a comment"),
            Gen.Const("CREATE TABLE t (id INTEGER)")
        )
        .Array[0, 12]
        .Select(string.Concat);

    // Records keep these values for ever: if this test fails, the algorithm has changed and needs another name.
    [TestCase("", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [TestCase("abc", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [TestCase("\r\n \t\nabc\n\n", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void It_is_sha_256_over_the_text(string section, string checksum) =>
        Assert.That(Compute(section), Is.EqualTo(checksum));

    [TestCase("a\n\nb\n", "a\n\nb")]
    [TestCase("  a  \n  ", "  a  ")]
    [TestCase("\f\n\v\na", "a")]
    [TestCase(" \t ", "")]
    public void Blank_lines_at_the_ends_are_left_out_and_nothing_else(string section, string text) =>
        Assert.That(
            Compute(section),
            Is.EqualTo("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))))
        );

    [TestCase("a", " a")]
    [TestCase("a", "a ")]
    [TestCase("a\nb", "a\n\nb")]
    [TestCase("a\nb", "a b")]
    public void Every_other_difference_counts(string left, string right) =>
        Assert.That(Compute(left), Is.Not.EqualTo(Compute(right)));

    [Test]
    public void Line_ends_and_blank_lines_around_the_text_do_not_matter() =>
        Sections.Sample(section =>
        {
            var checksum = Compute(section);
            Assert.That(Compute(section.Replace("\n", "\r\n", StringComparison.Ordinal)), Is.EqualTo(checksum));
            Assert.That(Compute(section.Replace('\n', '\r')), Is.EqualTo(checksum));
            Assert.That(Compute("\n \r\n" + section + "\n\t\n"), Is.EqualTo(checksum));
        });

    [Test]
    public void A_section_has_one_checksum_in_every_checkout() =>
        Gen.Select(Sections, Sections)
            .Sample(
                (upgrade, rollback) =>
                {
                    var text = $"-- upgrade\n{upgrade}\n-- rollback\n{rollback}";
                    string?[] expected = [Compute(upgrade), Compute(rollback)];
                    Assert.That(Checksums(text), Is.EqualTo(expected));
                    Assert.That(Checksums("\uFEFF" + text), Is.EqualTo(expected));
                    Assert.That(Checksums(text.Replace("\n", "\r\n", StringComparison.Ordinal)), Is.EqualTo(expected));
                    Assert.That(Checksums(text + "\r"), Is.EqualTo(expected));
                }
            );

    [Test]
    public void A_text_longer_than_any_buffer_is_hashed_whole()
    {
        var line = new string('x', 4095);
        var text = string.Join('\n', Enumerable.Repeat(line, 5));
        var expected = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        Assert.That(Compute(text.Replace("\n", "\r\n", StringComparison.Ordinal)), Is.EqualTo(expected));
    }

    [Test]
    public void A_files_checksum_is_that_of_its_bytes() =>
        Assert.That(
            FileChecksum.Compute("\uFEFFa\r\n"u8),
            Is.EqualTo("sha256:" + Convert.ToHexStringLower(SHA256.HashData("\uFEFFa\r\n"u8)))
        );

    private static string Compute(string section) => SectionChecksum.Compute(Encoding.UTF8.GetBytes(section));

    private static string?[] Checksums(string text)
    {
        var script = MigrationScript.Parse(Encoding.UTF8.GetBytes(text), Dialect.Find("sqlite")!);
        return [script.Upgrade?.Checksum, script.Rollback?.Checksum];
    }
}
