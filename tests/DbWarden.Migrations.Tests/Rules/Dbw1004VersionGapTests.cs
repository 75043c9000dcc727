using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw1004VersionGapTests : RuleTests
{
    [TestCase("0001", "0003")]
    [TestCase("9", "11")]
    [TestCase("2.1", "2.3")]
    [TestCase("99999999999999999999", "100000000000000000001")]
    public void A_missing_version_is_reported_where_the_count_goes_on(string earlier, string later) =>
        AssertFound(
            WithSeverity("DBW1004", DiagnosticSeverity.Warning),
            SoundFiles($"V__{later}_b.sql", $"V__{earlier}_a.sql"),
            $"migrations/V__{later}_b.sql: warning DBW1004: no file carries a version between {earlier} ('V__{earlier}_a.sql') and {later}; "
                + "add what is missing, or take the next version"
        );

    [TestCase("0001", "0002")]
    [TestCase("5", "6")]
    [TestCase("9", "10")]
    [TestCase("99999999999999999999", "100000000000000000000")]
    [TestCase("2.9", "2.10")]
    [TestCase("2.9", "3")]
    [TestCase("2", "2.5")]
    public void Versions_that_follow_each_other_have_no_gap(string earlier, string later) =>
        AssertFound(WithSeverity("DBW1004", DiagnosticSeverity.Warning), SoundFiles($"V__{earlier}_a.sql", $"V__{later}_b.sql"));

    [Test]
    public void It_is_off_unless_a_project_asks_for_it() => AssertFound(Sqlite, SoundFiles("V__1_a.sql", "V__20261123_b.sql"));
}
