using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Tests.Dialects.Sqlite;

public sealed class SqliteReaderTests
{
    [TestCase("")]
    [TestCase(" ;; -- only a comment\n/* and another */ ;")]
    [TestCase("«SELECT 1»; «SELECT 2»")]
    [TestCase("«SELECT 1» -- one\n;\n/* two */ «SELECT 2» /* two */ ;")]
    [TestCase("\uFEFF«SELECT 1»;")]
    [TestCase("«SELECT ';', 'it''s;', \"a;\"\"b\", `c;``d`, [e;'f]»;«SELECT 2»")]
    [TestCase("«SELECT 'back\\'»; «SELECT 2»")]
    [TestCase("«SELECT 1» /* ; /* not nested */; «SELECT 2»")]
    [TestCase("«SELECT 1-1, a->>'$.b' -- ; '\n, 2/1»; «SELECT 2»")]
    [TestCase("# a comment to the sqlite3 program; '\n«SELECT 1»")]
    public void Statements_end_at_their_semicolon(string script) => Script.AssertSplits("sqlite", script);

    [TestCase("CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE WHEN 1 THEN 2 END; SELECT 1; END")]
    [TestCase("CREATE TEMP TRIGGER IF NOT EXISTS [begin] AFTER INSERT ON a BEGIN SELECT end FROM x; END")]
    [TestCase("create temporary trigger \"t;\" after insert on a begin select ';END;'; -- ; END;\nend")]
    [TestCase("EXPLAIN QUERY PLAN CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; /* ; */ END")]
    [TestCase("/**/CREATE /* x */ TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;;END")]
    public void A_trigger_ends_behind_the_end_of_its_body(string trigger)
    {
        string expected = trigger.StartsWith("/**/", StringComparison.Ordinal) ? trigger[4..] : trigger;
        Assert.That(Script.Statements("sqlite", trigger + " ;SELECT 1"), Is.EqualTo(new[] { expected, "SELECT 1" }));
        Assert.That(Script.Statements("sqlite", trigger + "\n\n-- the end"), Is.EqualTo(new[] { expected }));
    }

    [TestCase("«CREATE TABLE trigger_log (begin INT, end INT)»; «SELECT 1»")]
    [TestCase("«CREATE VIEW trigger AS SELECT 1»; «SELECT 1»")]
    [TestCase("«DROP TRIGGER t»; «BEGIN»; «SELECT 1»; «END»")]
    public void Other_statements_have_no_body(string script) => Script.AssertSplits("sqlite", script);

    [TestCase("SELECT 1; SELECT 'abc''", "UnterminatedString(1,18): '")]
    [TestCase("SELECT 1;\nSELECT \"é\U0001F600\", \"abc", "UnterminatedIdentifier(2,15): \"")]
    [TestCase("SELECT 1; SELECT `abc", "UnterminatedIdentifier(1,18): `")]
    [TestCase("SELECT 1; SELECT [abc", "UnterminatedIdentifier(1,18): [")]
    [TestCase("SELECT 1; /* abc", "UnterminatedComment(1,11): /*")]
    [TestCase("SELECT 1; /*/ -- upgrade", "UnterminatedComment(1,11): /*")]
    [TestCase(
        "SELECT 1; CREATE TRIGGER t AFTER INSERT ON a\n Begin SELECT 1;\n-- rollback\nSELECT 1;",
        "UnterminatedBody(2,2): Begin"
    )]
    public void An_open_end_is_one_problem_and_the_last_item(string script, string problem) =>
        Assert.That(Script.Statements("sqlite", script), Is.EqualTo(new[] { "SELECT 1", problem }));

    [Test]
    public void A_dot_command_is_a_problem_where_a_statement_could_begin() =>
        Assert.That(
            Script.Statements("sqlite", ".read 'x.sql\nSELECT 1\n.5;"),
            Is.EqualTo(new[] { "ClientCommand(1,1): .read", "SELECT 1\n.5" })
        );

    [Test]
    public void A_marker_counts_outside_strings_comments_and_bodies()
    {
        const string Text = """
            -- upgrade
            CREATE TRIGGER t AFTER INSERT ON a BEGIN
            -- rollback
            SELECT 1; END;
            SELECT '
            -- rollback
            ' /*
            -- rollback
            */ FROM (
              -- ROLLBACK 	
            DROP TRIGGER t
            """;
        var items = Script.Read("sqlite", Text.ReplaceLineEndings("\n"));
        Assert.That(
            items.Select(item => (item.Kind, item.Line)),
            Is.EqualTo(
                new[]
                {
                    (ScriptItemKind.UpgradeMarker, 1),
                    (ScriptItemKind.Statement, 2),
                    (ScriptItemKind.Statement, 5),
                    (ScriptItemKind.RollbackMarker, 10),
                    (ScriptItemKind.Statement, 11),
                }
            )
        );
    }
}
