namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw3003ConflictMarkerTests : RuleTests
{
    private const string Conflict = "<<<<<<< HEAD\nSELECT 1;\n=======\nSELECT 2;\n>>>>>>> feature\n";

    [TestCase("-- upgrade\n" + Conflict + "-- rollback\nSELECT 1;", "(2,1,2,8)", "<<<<<<<")]
    [TestCase("\uFEFF" + Conflict, "(1,1,1,8)", "<<<<<<<")]
    [TestCase("-- upgrade\r\nSELECT '\r\n<<<<<<< HEAD\r\na\r\n=======\r\nb\r\n>>>>>>> feature\r\n';", "(3,1,3,8)", "<<<<<<<")]
    [TestCase("-- upgrade\n<<<<<<< HEAD\na\n||||||| 1a2b3c\nb\n=======\nc\n>>>>>>> feature\n", "(2,1,2,8)", "<<<<<<<")]
    [TestCase("-- upgrade\nSELECT 1;\n>>>>>>> feature\n-- rollback\nSELECT 1;", "(3,1,3,8)", ">>>>>>>")]
    [TestCase("-- upgrade\nSELECT 1;\n=======\nSELECT 2;\n-- rollback\nSELECT 1;", "(3,1,3,8)", "=======")]
    [TestCase("-- upgrade\nSELECT 1\n<<<<<<<", "(3,1,3,8)", "<<<<<<<")]
    [TestCase("-- upgrade\nSELECT 'a\n=======\nb';\n=======\nSELECT 2;", "(5,1,5,8)", "=======")]
    public void A_marker_is_reported_and_nothing_that_follows_from_it(string text, string position, string marker) =>
        AssertFoundIn(
            text,
            $"{position}: error DBW3003: '{marker}' marks a merge conflict; resolve it, and remove the lines with the markers"
        );

    [Test]
    public void Each_conflict_is_reported_once() =>
        AssertFoundIn(
            $"-- upgrade\n{Conflict}SELECT 3;\n{Conflict}",
            "(2,1,2,8): error DBW3003: '<<<<<<<' marks a merge conflict; resolve it, and remove the lines with the markers",
            "(8,1,8,8): error DBW3003: '<<<<<<<' marks a merge conflict; resolve it, and remove the lines with the markers"
        );

    [Test]
    public void What_is_wrong_before_it_is_reported_too() =>
        AssertFoundIn(
            $"SELECT 1;\n-- upgrade\n{Conflict}",
            "(1,1,1,9): error DBW2004: this statement belongs to no section and would never run; move it behind '-- upgrade' of line 2",
            "(3,1,3,8): error DBW3003: '<<<<<<<' marks a merge conflict; resolve it, and remove the lines with the markers"
        );

    [TestCase("SELECT '\n=======\n';")]
    [TestCase("/*\n=======\nTitle\n=======\n*/\nSELECT 1;")]
    [TestCase("SELECT 1 -- a\n <<<<<<< b\n;")]
    [TestCase("SELECT '\n<<<<<<<< b\n>>>>>> c\n';")]
    [TestCase("SELECT '\n======= a\n';")]
    [TestCase("-- =======\nSELECT 1;")]
    public void Other_lines_of_such_characters_are_text(string statement) =>
        AssertFoundIn($"-- upgrade\n{statement}\n-- rollback\nSELECT 1;");
}
