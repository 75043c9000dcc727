namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw1007NamesDifferInCaseTests : RuleTests
{
    [TestCase("V__0001_A.sql", "V__0001_a.sql")]
    [TestCase("RA__X.sql", "RA__x.sql")]
    [TestCase("RA__X.sql", "primary__RA__x.sql")]
    [TestCase("2026/ROC__x.sql", "ROC__X.sql")]
    public void Names_that_differ_only_in_case_are_reported_once(string first, string second) =>
        AssertFound(
            Sqlite,
            SoundFiles(first, second),
            $"migrations/{second}: error DBW1007: the name differs from that of '{first}' only in case; rename or remove one of the two files"
        );

    [TestCase("RA__x.sql", "ROC__X.sql")]
    [TestCase("V__0001_a.sql", "V__0002_A.sql")]
    public void Names_that_differ_in_more_are_right(string first, string second) =>
        AssertFound(Sqlite, SoundFiles(first, second));
}
