namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw4003MixedStatementsTests : RuleTests
{
    [TestCase(
        "ALTER TABLE t ADD a INT;\nUPDATE t SET a = 1;\nUPDATE t SET a = 2;",
        "(3,1,3,19)",
        "'ALTER TABLE t' in line 2 commits by itself, 'UPDATE t SET' in line 3 changes rows"
    )]
    [TestCase(
        "INSERT INTO t VALUES (1);\nCREATE TABLE u\n(id INT);",
        "(3,1,3,15)",
        "'CREATE TABLE u' in line 3 commits by itself, 'INSERT INTO t' in line 2 changes rows"
    )]
    public void A_section_that_changes_definitions_and_rows_is_reported_once(
        string statements,
        string position,
        string message
    ) =>
        AssertFoundIn(
            MariaDb,
            $"-- upgrade\n{statements}\n-- rollback\nDROP TABLE t;",
            $"{position}: warning DBW4003: {message}: a failure between them cannot be undone; give the rows a migration of their own"
        );

    [TestCase("-- upgrade\nCREATE TABLE t (id INT);\nCREATE TABLE u (id INT);\n-- rollback\nDELETE FROM t;")]
    [TestCase("-- upgrade\nSET @a = 1;\nINSERT INTO t VALUES (@a);\nUPDATE t SET a = 1;\n-- rollback\nDELETE FROM t;")]
    [TestCase("-- upgrade\nCREATE TABLE t (id INT);\nSELECT 1;\n-- rollback\nDROP TABLE t;")]
    [TestCase(
        "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);\n-- rollback\nDROP TABLE t;"
    )]
    [TestCase(
        "-- dbwarden: allow DBW4003 the table is new\n-- upgrade\nCREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);\n-- rollback\nDROP TABLE t;"
    )]
    public void Other_files_are_right(string text) => AssertFoundIn(MariaDb, text);

    [Test]
    public void Where_ddl_is_rolled_back_the_two_may_stand_together() =>
        AssertFoundIn(PostgreSql, "-- upgrade\nCREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);\n-- rollback\nDROP TABLE t;");
}
