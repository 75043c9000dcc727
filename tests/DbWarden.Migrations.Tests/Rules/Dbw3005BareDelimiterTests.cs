namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw3005BareDelimiterTests : RuleTests
{
    [TestCase("DELIMITER", 10)]
    [TestCase("delimiter  ", 10)]
    public void A_delimiter_that_is_none_is_reported(string line, int endColumn) =>
        AssertFoundIn(
            MariaDb,
            $"-- upgrade\n{line}\nSELECT 1;\n-- rollback\nSELECT 1;",
            $"(2,1,2,{endColumn}): error DBW3005: DELIMITER lacks the delimiter; write one behind it, such as 'DELIMITER //', or 'DELIMITER ;' to go back"
        );

    [Test]
    public void One_that_is_left_open_ends_with_its_section() =>
        AssertFoundIn(MariaDb, "-- upgrade\nDELIMITER //\nSELECT 1//\n-- rollback\nSELECT 1;");
}
