namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw2004StatementBeforeSectionsTests : RuleTests
{
    private const string Message =
        "error DBW2004: this statement belongs to no section and would never run; move it behind '-- upgrade' of line ";

    [TestCase("SELECT 1;\nSELECT 2;\n" + Sound, "(1,1,1,9)", 3)]
    [TestCase("-- a\n  SELECT\n1\n" + Sound, "(2,3,2,9)", 4)]
    public void The_first_of_the_statements_is_reported(string text, string position, int line) =>
        AssertFoundIn(text, $"{position}: {Message}{line}");

    [TestCase(";\n;;\n" + Sound)]
    [TestCase("/* SELECT 1; */\n-- SELECT 1;\n\n" + Sound)]
    public void Comments_and_empty_statements_may_stand_there(string text) => AssertFoundIn(text);
}
