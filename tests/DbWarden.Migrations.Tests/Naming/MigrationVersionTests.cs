using DbWarden.Migrations.Naming;

namespace DbWarden.Migrations.Tests.Naming;

public sealed class MigrationVersionTests
{
    [TestCase("0012", "12")]
    [TestCase("2.0", "2")]
    [TestCase("2.10.00", "2.10")]
    [TestCase("0", "0")]
    [TestCase("99999999999999999999999", "99999999999999999999999")]
    public void The_canonical_form_drops_leading_zeros_and_trailing_zero_parts(string text, string canonical) =>
        Assert.That(MigrationVersion.TryParse(text)!.Canonical, Is.EqualTo(canonical));

    [TestCase("")]
    [TestCase("1.")]
    [TestCase(".1")]
    [TestCase("1a")]
    [TestCase("-1")]
    [TestCase("١")]
    public void Text_that_is_no_version_gives_null(string text) => Assert.That(MigrationVersion.TryParse(text), Is.Null);

    [TestCase("2", "10")]
    [TestCase("2", "2.1")]
    [TestCase("2.9", "2.10")]
    [TestCase("99999999999999999999998", "99999999999999999999999")]
    public void Versions_compare_part_by_part_as_numbers(string lower, string higher) =>
        Assert.That(MigrationVersion.TryParse(lower)!, Is.LessThan(MigrationVersion.TryParse(higher)!));
}
