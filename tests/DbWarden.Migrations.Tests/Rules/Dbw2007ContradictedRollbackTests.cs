namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw2007ContradictedRollbackTests : RuleTests
{
    [TestCase("irreversible")]
    [TestCase("nothing-to-undo")]
    public void A_rollback_that_is_declared_not_to_run_is_reported(string word) =>
        AssertFoundIn(
            $"-- dbwarden: {word} x\n-- upgrade\nSELECT 1;\n-- rollback\n-- a\n DROP TABLE\n t;\nSELECT 2;",
            $"(6,2,6,12): warning DBW2007: the file declares '{word}', so this rollback would never run; remove the directive or the statements"
        );

    [Test]
    public void Comments_in_it_are_right() =>
        AssertFoundIn("-- dbwarden: irreversible x\n-- upgrade\nSELECT 1;\n-- rollback\n-- never\n");
}
