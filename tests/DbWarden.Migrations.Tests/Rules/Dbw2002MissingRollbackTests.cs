namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw2002MissingRollbackTests : RuleTests
{
    private const string Message =
        "the file has no '-- rollback' section; write one, or declare '-- dbwarden: irreversible <reason>' or '-- dbwarden: nothing-to-undo <reason>'";

    [Test]
    public void A_file_without_a_rollback_is_reported_at_its_upgrade() =>
        Assert.That(
            FindIn("-- a comment\n  --  Upgrade \nSELECT 1;\n"),
            Is.EqualTo([$"migrations/V__0001_a.sql(2,3,2,14): error DBW2002: {Message}"])
        );

    [TestCase("-- dbwarden: irreversible the rows are gone\n-- upgrade\nSELECT 1;\n")]
    [TestCase("-- dbwarden: nothing-to-undo only a repair\n-- upgrade\nSELECT 1;\n")]
    [TestCase(Sound)]
    public void A_rollback_or_the_reason_why_there_is_none_will_do(string text) => Assert.That(FindIn(text), Is.Empty);
}
