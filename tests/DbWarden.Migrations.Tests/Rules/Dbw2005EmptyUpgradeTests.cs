namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw2005EmptyUpgradeTests : RuleTests
{
    [TestCase("-- upgrade\n-- rollback\nSELECT 1;", "(1,1,1,11)")]
    [TestCase("\n -- upgrade\n-- later\n/* later */ ;;\n-- rollback\nSELECT 1;", "(2,2,2,12)")]
    [TestCase("-- dbwarden: irreversible x\n-- upgrade\n", "(2,1,2,11)")]
    public void An_upgrade_without_a_statement_is_reported(string text, string position) =>
        AssertFoundIn(text, $"{position}: error DBW2005: the upgrade section has no statement; write one, or remove the file");

    [Test]
    public void One_that_cannot_be_read_is_not_also_empty() =>
        AssertFoundIn(
            "-- upgrade\n.read x.sql\n-- rollback\nSELECT 1;",
            "(2,1,2,6): error DBW3004: '.read' is a command of the client, which the server does not know; remove it, or write the SQL that it stands for"
        );
}
