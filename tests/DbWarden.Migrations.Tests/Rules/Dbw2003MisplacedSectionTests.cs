namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw2003MisplacedSectionTests : RuleTests
{
    [TestCase(
        "-- rollback\nSELECT 1;\n -- upgrade\nSELECT 1;",
        "(1,1,1,12): error DBW2003: '-- rollback' stands before '-- upgrade' of line 3; move it behind the upgrade"
    )]
    [TestCase(
        "-- upgrade\nSELECT 1;\n-- upgrade\n-- rollback\nSELECT 1;",
        "(3,1,3,11): error DBW2003: '-- upgrade' already stands in line 1; make one section of the two"
    )]
    [TestCase(
        "-- upgrade\nSELECT 1;\n-- rollback\n\n-- rollback\nSELECT 1;",
        "(5,1,5,12): error DBW2003: '-- rollback' already stands in line 3; make one section of the two"
    )]
    public void Sections_stand_once_and_in_their_order(string text, string expected) => AssertFoundIn(text, expected);

    [TestCase("-- upgrade\nSELECT '\n-- upgrade\n';\n-- rollback\nSELECT /*\n-- rollback\n*/ 1;")]
    [TestCase("-- upgrade\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n-- rollback\nSELECT 1; END;\n-- rollback\nSELECT 1;")]
    public void A_marker_inside_a_string_a_comment_or_a_body_is_text(string text) => AssertFoundIn(text);
}
