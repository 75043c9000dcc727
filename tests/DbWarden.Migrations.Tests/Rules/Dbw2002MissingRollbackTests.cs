using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw2002MissingRollbackTests : RuleTests
{
    private const string Message =
        "DBW2002: the file has no '-- rollback' section; write one, or declare '-- dbwarden: irreversible <reason>' "
        + "or '-- dbwarden: nothing-to-undo <reason>'";

    [TestCase("-- upgrade\nSELECT 1;\n", "(1,1,1,11)")]
    [TestCase("\uFEFF-- upgrade\nSELECT 1;\n", "(1,1,1,11)")]
    [TestCase("-- a comment\n  --  Upgrade \nSELECT 1;\n-- rollback the table\n", "(2,3,2,14)")]
    [TestCase("-- upgrade\nSELECT '\n-- rollback\n';\n", "(1,1,1,11)")]
    [TestCase("-- upgrade\nSELECT /*\n-- rollback\n*/ 1;\n", "(1,1,1,11)")]
    public void A_file_without_a_rollback_is_reported_at_its_upgrade(string text, string position) =>
        AssertFoundIn(text, $"{position}: error {Message}");

    [TestCase("-- dbwarden: irreversible the rows are gone\n-- upgrade\nSELECT 1;\n")]
    [TestCase("-- dbwarden: nothing-to-undo only a repair\n-- upgrade\nSELECT 1;\n")]
    [TestCase(Sound)]
    public void A_rollback_or_the_reason_why_there_is_none_will_do(string text) => AssertFoundIn(text);

    [Test]
    public void A_team_that_adopts_old_files_may_lower_it() =>
        AssertFoundIn(
            WithSeverity("DBW2002", DiagnosticSeverity.Message),
            "-- upgrade\nSELECT 1;\n",
            $"(1,1,1,11): message {Message}"
        );
}
