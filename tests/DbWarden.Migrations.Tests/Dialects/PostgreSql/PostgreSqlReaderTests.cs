using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Tests.Dialects.PostgreSql;

public sealed class PostgreSqlReaderTests
{
    [TestCase("")]
    [TestCase(" ;; -- only a comment\n/* and /* nested; */ another */ ;")]
    [TestCase("«SELECT 1»; «SELECT 2»")]
    [TestCase("«SELECT 1» -- one;\n;/* two; */ «SELECT 2» /* /* two; */ ; */ ;")]
    [TestCase("«SELECT '\\'»; «SELECT 'it''s;'»; «SELECT \"a;\"\"b\"»")]
    [TestCase("«SELECT E'\\';''\\\\'»; «SELECT e'\\''»; «SELECT 1»")]
    [TestCase("«SELECT type'\\'»; «SELECT 1e'\\'»; «SELECT 1»")]
    [TestCase("«SELECT E'a' -- ;\n  '\\';'»; «SELECT 1»")]
    [TestCase("«SELECT E'a' '\\'»; «SELECT 1»")]
    [TestCase("«SELECT U&'\\0061;' U&\"d\\0061t;\", B'01;', X'1F;', N'a;', b'01'»; «SELECT 1»")]
    [TestCase("«SELECT $$;'$$, $a$ $b$ ; $a$, $_1é$;$_1é$»; «SELECT 1»")]
    [TestCase("«SELECT a$b$ FROM c$d»; «SELECT 1$b$;$b$»; «SELECT $1$$;$$»; «SELECT 1»")]
    [TestCase("«SELECT $1, $2a$»; «SELECT '$a$'»; «SELECT 1»")]
    [TestCase("«SELECT a$$b»; «SELECT 1»")]
    [TestCase("\uFEFF«$$;$$»; «SELECT 1»")]
    [TestCase("«SELECT é$b$»; «SELECT 1»")]
    [TestCase("«SELECT 'a'$$;$$'b'E'\\';'»; «SELECT 1»")]
    [TestCase("«SELECT $x$a$x$E'\\''»; «SELECT 1»")]
    [TestCase("«SELECT 1 +/* ; */ 2 @- -- ;\n 3 */* ; */4»; «SELECT 1»")]
    [TestCase("«SELECT 1 - -1, 4/2, a->'b', a<->b, '{}'::jsonb#>>'{a}'»; «SELECT 1»")]
    [TestCase("«CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b;)»; «SELECT 1»")]
    [TestCase("«SELECT a[1:2], b.\"c;\" FROM f(x => 1)»; «SELECT 1»")]
    [TestCase("«SELECT 1)»; «SELECT 1»")]
    [TestCase("«DO $do$ BEGIN PERFORM 1; END $do$ LANGUAGE plpgsql»; «SELECT 1»")]
    public void Statements_end_at_their_semicolon(string script) => Script.AssertSplits("postgresql", script);

    [TestCase(
        "«CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN CASE 1 WHEN 1 THEN 2 END END; END»; «SELECT 1»"
    )]
    [TestCase(
        "«create or replace procedure p(begin int)\nbegin\natomic\n  insert into t values (1); -- end;\n  insert into t values (case when 1=1 then 1 end);\nend»; «SELECT 1»"
    )]
    [TestCase("«CREATE /* c */ OR /* c */ REPLACE FUNCTION f() RETURNS int BEGIN /* c */ ATOMIC RETURN 1; END»; «SELECT 1»")]
    [TestCase("«CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT t.end, t.case, 1 AS end, \"end\" FROM t; END»; «SELECT 1»")]
    [TestCase("«CREATE FUNCTION f() RETURNS int BEGIN ATOMIC END»; «SELECT 1»")]
    [TestCase("«CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS 'SELECT 1'»; «SELECT 1»")]
    [TestCase("«CREATE FUNCTION begin(atomic int) RETURNS int LANGUAGE sql AS 'SELECT 1'»; «SELECT 1»")]
    [TestCase("«CREATE FUNCTION s.begin() RETURNS atomic LANGUAGE sql AS 'SELECT 1'»; «SELECT 1»")]
    [TestCase("«CREATE FUNCTION atomic_begin() RETURNS int AS $$ BEGIN ATOMIC; $$ LANGUAGE sql»; «SELECT 1»")]
    [TestCase("«CREATE TABLE begin (atomic int)»; «CREATE VIEW function AS SELECT 1 begin»; «BEGIN»; «END»")]
    [TestCase("«BEGIN ATOMIC»; «SELECT 1»")]
    public void A_body_of_SQL_is_part_of_its_routine(string script) => Script.AssertSplits("postgresql", script);

    [TestCase("SELECT 1; SELECT 'abc''", "UnterminatedString(1,18): '")]
    [TestCase("SELECT 1; SELECT E'abc\\'", "UnterminatedString(1,19): '")]
    [TestCase("SELECT 1; SELECT E'abc\\", "UnterminatedString(1,19): '")]
    [TestCase("SELECT 1; SELECT \"abc\n\n;", "UnterminatedIdentifier(1,18): \"")]
    [TestCase("SELECT 1; /* /* abc */", "UnterminatedComment(1,11): /*")]
    [TestCase("SELECT 1;\n SELECT $é$ $$ $x$ $e$", "UnterminatedDollarQuote(2,9): $é$")]
    [TestCase("SELECT 1; CREATE FUNCTION f() RETURNS int\n begin atomic\n-- rollback\nSELECT 1;", "UnterminatedBody(2,2): begin")]
    [TestCase("SELECT 1; COPY t FROM stdin;\n1\n\\.x\n -- rollback\n", "CopyDataWithoutEnd(1,11): COPY")]
    [TestCase("SELECT 1; COPY t FROM stdin", "CopyDataWithoutEnd(1,11): COPY")]
    [TestCase("SELECT 1; copy t FROM stdin\n-- rollback\n\\.\n", "CopyDataWithoutEnd(1,11): copy")]
    public void An_open_end_is_one_problem_and_the_last_item(string script, string problem) =>
        Assert.That(Script.Statements("postgresql", script), Is.EqualTo(new[] { "SELECT 1", problem }));

    [TestCase("COPY t FROM stdin;\n1\t2\n\\.\nSELECT 1;", "1\t2\n")]
    [TestCase("COPY \"t\" FROM stdin;\n1\t2\n\\.\nSELECT 1;", "1\t2\n")]
    [TestCase("copy t (a, \"from\") from STDIN with (format csv) where a > 1 ; -- data;\r\n1,'\r\n\\.\r\nSELECT 1", "1,'\r\n")]
    [TestCase("COPY s.from FROM stdout;\n\\.\nSELECT 1", "")]
    [TestCase("COPY binary t /* FROM x */ FROM -- c\n stdin;\n-- rollback\n;'\n\\.\nSELECT 1\n", "-- rollback\n;'\n")]
    public void Rows_follow_COPY_FROM_STDIN(string script, string data)
    {
        var items = Script.Read("postgresql", script).Where(item => item.Kind != ScriptItemKind.CommentLine).ToList();
        Assert.That(items.Select(item => item.Data), Is.EqualTo(new[] { data, null }));
        Assert.That(items[1].Text, Is.EqualTo("SELECT 1"));
        Assert.That(items[1].Column, Is.EqualTo(1));
    }

    [Test]
    public void What_stands_behind_COPY_on_its_line_comes_before_the_line_behind_the_data()
    {
        var items = Script.Read("postgresql", "COPY a FROM stdin; SELECT 1; COPY b FROM stdin;\n1\n\\.\n2\n\\.\nSELECT 2;");
        Assert.That(
            items.Select(item => (item.Text, item.Data, item.Line)),
            Is.EqualTo(
                new[]
                {
                    ("COPY a FROM stdin", "1\n", 1),
                    ("SELECT 1", null, 1),
                    ("COPY b FROM stdin", "2\n", 1),
                    ("SELECT 2", (string?)null, 6),
                }
            )
        );
    }

    [TestCase("«COPY t TO stdout»; «SELECT 1»")]
    [TestCase("«COPY t FROM 'stdin'»; «SELECT 1»")]
    [TestCase("«COPY t FROM PROGRAM 'stdin'»; «SELECT 1»")]
    [TestCase("«COPY (SELECT a FROM stdin) TO STDOUT»; «SELECT 1»")]
    [TestCase("«COPY (SELECT a FROM b) FROM stdin»; «SELECT 1»")]
    [TestCase("«SELECT copy FROM stdin»; «SELECT 1»")]
    public void Other_statements_bring_no_rows(string script) => Script.AssertSplits("postgresql", script);

    [Test]
    public void Client_commands_are_problems_of_one_line() =>
        Assert.That(
            Script.Statements("postgresql", "\\connect shop '\nSELECT 1 \\gexec\n\\copy t from stdin\n'\n\\.\nSELECT 2;\\! ls"),
            Is.EqualTo(
                new[]
                {
                    "ClientCommand(1,1): \\connect",
                    "SELECT 1",
                    "ClientCommand(2,10): \\gexec",
                    "ClientCommand(3,1): \\copy",
                    "SELECT 2",
                    "ClientCommand(6,10): \\!",
                }
            )
        );

    [Test]
    public void The_restrict_lines_of_a_dump_are_passed_over() =>
        Assert.That(
            Script.Statements("postgresql", "--\n-- dump\n--\n\n\\restrict a'b\n\nSELECT 1;\n\n\\unrestrict a'b\n"),
            Is.EqualTo(new[] { "SELECT 1" })
        );

    [Test]
    public void A_marker_ends_a_statement_that_lacks_its_terminator()
    {
        var items = Script.Read("postgresql", "-- upgrade\nSELECT (1\n-- c\n\n-- rollback\nSELECT 2;");
        Assert.That(
            items.Select(item => (item.Kind, item.Line, item.Text)),
            Is.EqualTo(
                new[]
                {
                    (ScriptItemKind.UpgradeMarker, 1, "-- upgrade"),
                    (ScriptItemKind.CommentLine, 3, "-- c"),
                    (ScriptItemKind.Statement, 2, "SELECT (1"),
                    (ScriptItemKind.RollbackMarker, 5, "-- rollback"),
                    (ScriptItemKind.Statement, 6, "SELECT 2"),
                }
            )
        );
    }
}
