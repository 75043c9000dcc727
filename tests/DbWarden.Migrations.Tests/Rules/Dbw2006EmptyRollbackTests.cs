using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw2006EmptyRollbackTests : RuleTests
{
    private const string Message =
        "DBW2006: the rollback section has no statement; write one, or declare '-- dbwarden: nothing-to-undo <reason>' "
        + "or '-- dbwarden: irreversible <reason>'";

    [TestCase("-- upgrade\nSELECT 1;\n-- rollback", "(3,1,3,12)")]
    [TestCase("-- upgrade\nSELECT 1;\n--  rollback  \n-- not needed\n;\n", "(3,1,3,13)")]
    public void A_rollback_without_a_statement_is_a_placeholder(string text, string position) =>
        AssertFoundIn(text, $"{position}: error {Message}");

    [TestCase("-- dbwarden: nothing-to-undo only a repair\n-- upgrade\nSELECT 1;\n-- rollback\n")]
    [TestCase("-- dbwarden: irreversible gone\n-- upgrade\nSELECT 1;\n-- rollback\n-- see above\n")]
    public void A_file_that_declares_why_may_leave_it_empty(string text) => AssertFoundIn(text);

    [Test]
    public void A_team_that_adopts_old_files_may_lower_it() =>
        AssertFoundIn(
            WithSeverity("DBW2006", DiagnosticSeverity.Warning),
            "-- upgrade\nSELECT 1;\n-- rollback\n",
            $"(3,1,3,12): warning {Message}"
        );
}
