namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw2001MissingUpgradeTests : RuleTests
{
    private const string Missing = "error DBW2001: the file has no '-- upgrade' section; ";
    private const string BeforeStatement =
        Missing + "write '-- upgrade' before this statement, and a '-- rollback' section behind the upgrade";
    private const string Both = Missing + "write '-- upgrade' and '-- rollback', with statements behind each";

    [TestCase("", "(1,1,1,1): " + Both)]
    [TestCase("-- only a comment\n", "(1,1,1,1): " + Both)]
    [TestCase("\uFEFF", "(1,1,1,1): " + Both)]
    [TestCase("-- a\n  CREATE TABLE t (\n id INTEGER);\nSELECT 1;", "(2,3,2,19): " + BeforeStatement)]
    [TestCase("-- rollback\nDROP TABLE t;", "(1,1,1,12): " + Missing + "write one before '-- rollback'")]
    [TestCase("SELECT 1;\n-- rollback\nDROP TABLE t;", "(2,1,2,12): " + Missing + "write one before '-- rollback'")]
    public void A_file_without_an_upgrade_is_reported_once(string text, string expected) => AssertFoundIn(text, expected);

    [TestCase("-- UPGRADE\nSELECT 1;\n-- rollback\nSELECT 1;")]
    [TestCase("\t--\t upgrade \t\r\nSELECT 1;\r\n--  Rollback\r\nSELECT 1;")]
    [TestCase("\uFEFF-- upgrade\rSELECT 1;\r-- rollback\rSELECT 1;")]
    public void A_marker_may_have_blanks_around_its_word_and_any_case(string text) => AssertFoundIn(text);
}
