using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw4001TransactionControlTests : RuleTests
{
    private const string Remove =
        "the transaction that the migration runs in; remove them, or declare '-- dbwarden: no-transaction'";
    private const string RemoveIt =
        "the transaction that the migration runs in; remove it, or declare '-- dbwarden: no-transaction'";
    private const string Open =
        "error DBW4001: the transaction that begins here is still open at the end of the section; write COMMIT before it";

    [TestCase("BEGIN;\nSELECT 1;\nCOMMIT;", "(2,1,2,6): error DBW4001: 'BEGIN' and the statement in line 4 control " + Remove)]
    [TestCase(
        "BEGIN TRANSACTION;\nSAVEPOINT a;\nRELEASE a;\nEND;",
        "(2,1,2,18): error DBW4001: 'BEGIN TRANSACTION' and 3 more statements, the last of them in line 5, control " + Remove
    )]
    [TestCase("SELECT 1;\n  COMMIT;", "(3,3,3,9): error DBW4001: 'COMMIT' controls " + RemoveIt)]
    [TestCase("ROLLBACK;", "(2,1,2,9): error DBW4001: 'ROLLBACK' controls " + RemoveIt)]
    [TestCase("SAVEPOINT a;", "(2,1,2,12): error DBW4001: 'SAVEPOINT a' controls " + RemoveIt)]
    public void A_file_leaves_the_transaction_alone_that_it_runs_in(string statements, string expected) =>
        AssertFoundIn($"-- upgrade\n{statements}\n-- rollback\nSELECT 1;", expected);

    [Test]
    public void Each_section_is_reported_by_itself() =>
        AssertFoundIn(
            PostgreSql,
            "-- upgrade\nSTART TRANSACTION;\nCOMMIT;\n-- rollback\nABORT;",
            "(2,1,2,18): error DBW4001: 'START TRANSACTION' and the statement in line 3 control " + Remove,
            "(5,1,5,6): error DBW4001: 'ABORT' controls " + RemoveIt
        );

    [TestCase("BEGIN;\nSELECT 1;", "(3,1,3,6): " + Open)]
    [TestCase("BEGIN;\nCOMMIT;\nBEGIN;", "(5,1,5,6): " + Open)]
    [TestCase("BEGIN;\nCOMMIT AND CHAIN;", "(4,1,4,17): " + Open)]
    public void A_transaction_of_its_own_must_end_in_its_section(string statements, string expected) =>
        AssertFoundIn(PostgreSql, $"-- dbwarden: no-transaction\n-- upgrade\n{statements}\n-- rollback\nSELECT 1;", expected);

    [TestCase("BEGIN;\nSELECT 1;\nCOMMIT;")]
    [TestCase("BEGIN;\nSAVEPOINT a;\nROLLBACK TO a;\nEND;")]
    public void One_that_ends_is_right_where_no_other_is_around_it(string statements) =>
        AssertFoundIn(PostgreSql, $"-- dbwarden: no-transaction\n-- upgrade\n{statements}\n-- rollback\nSELECT 1;");

    [Test]
    public void The_directive_of_the_python_tool_takes_the_transaction_away_too() =>
        AssertFoundIn(PostgreSql, "-- upgrade\nBEGIN;\n-- @dbwarden:autocommit\nCOMMIT;\n-- rollback\nSELECT 1;");

    [Test]
    public void Ddl_ends_a_transaction_where_it_commits_by_itself() =>
        AssertFoundIn(
            MariaDb,
            "-- dbwarden: no-transaction\n-- upgrade\nSTART TRANSACTION;\nCREATE TABLE t (id INT);\n-- rollback\nDROP TABLE t;"
        );

    [Test]
    public void A_transaction_is_not_called_open_where_the_rest_cannot_be_read() =>
        AssertFoundIn(
            "-- dbwarden: no-transaction\n-- upgrade\nBEGIN;\nSELECT 'a;\nCOMMIT;\n",
            "(4,8,4,9): error DBW3002: the string that begins here never ends; write ' where it should"
        );

    [TestCase("CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;")]
    [TestCase("SELECT 'BEGIN'; /* COMMIT; */")]
    public void The_same_words_elsewhere_are_no_control(string statement) =>
        AssertFoundIn($"-- upgrade\n{statement}\n-- rollback\nSELECT 1;");

    [Test]
    public void A_file_may_allow_it() =>
        AssertFoundIn("-- dbwarden: allow DBW4001 the old tool wrote it\n-- upgrade\nBEGIN;\nCOMMIT;\n-- rollback\nSELECT 1;");

    [Test]
    public void A_project_may_lower_it() =>
        AssertFoundIn(
            WithSeverity("DBW4001", DiagnosticSeverity.Warning),
            "-- upgrade\nCOMMIT;\n-- rollback\nSELECT 1;",
            "(2,1,2,7): warning DBW4001: 'COMMIT' controls " + RemoveIt
        );
}
