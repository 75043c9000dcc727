namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw3002UnterminatedTests : RuleTests
{
    [TestCase("SELECT 'a;", "(2,8,2,9)", "string", "'")]
    [TestCase("SELECT \"a;", "(2,8,2,9)", "quoted name", "\"")]
    [TestCase("SELECT [a;", "(2,8,2,9)", "quoted name", "]")]
    [TestCase("SELECT `a;", "(2,8,2,9)", "quoted name", "`")]
    [TestCase("SELECT 1; /* a", "(2,11,2,13)", "comment", "*/")]
    [TestCase("CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;", "(2,36,2,41)", "body", "END")]
    [TestCase("SELECT 'ü🏔', 'a;", "(2,15,2,16)", "string", "'")]
    public void On_sqlite_the_opening_is_reported_and_nothing_behind_it(
        string statement,
        string position,
        string subject,
        string closing
    ) =>
        AssertFoundIn(
            $"-- upgrade\n{statement}\n-- rollback\nSELECT 1;\n",
            $"{position}: error DBW3002: the {subject} that begins here never ends; write {closing} where it should"
        );

    [TestCase("SELECT $a$ a;", "(2,8,2,11)", "dollar quote", "$a$")]
    [TestCase("SELECT E'a\\';", "(2,9,2,10)", "string", "'")]
    [TestCase("SELECT 1; /* /* */", "(2,11,2,13)", "comment", "*/")]
    public void On_postgresql_too(string statement, string position, string subject, string closing) =>
        AssertFoundIn(
            PostgreSql,
            $"-- upgrade\n{statement}\n-- rollback\nSELECT 1;\n",
            $"{position}: error DBW3002: the {subject} that begins here never ends; write {closing} where it should"
        );

    [TestCase("SELECT \"a;", "(2,8,2,9)", "string", "\"")]
    [TestCase("SELECT `a;", "(2,8,2,9)", "quoted name", "`")]
    [TestCase("CREATE PROCEDURE p() BEGIN SELECT 1;", "(2,22,2,27)", "body", "END")]
    public void On_mariadb_too(string statement, string position, string subject, string closing) =>
        AssertFoundIn(
            MariaDb,
            $"-- upgrade\n{statement}\n-- rollback\nSELECT 1;\n",
            $"{position}: error DBW3002: the {subject} that begins here never ends; write {closing} where it should"
        );
}
