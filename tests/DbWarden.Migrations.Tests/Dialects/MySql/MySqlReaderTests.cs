using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Tests.Dialects.MySql;

public sealed class MySqlReaderTests
{
    [TestCase("")]
    [TestCase(" ;; -- only a comment\n/* and another; */ # and ; another\n--and a third;\n;")]
    [TestCase("«SELECT 1»; «SELECT 2»")]
    [TestCase("«SELECT 1» -- one;\n;/* two; */ «SELECT 2» /* two; /* */ ; # three")]
    [TestCase("«SELECT ';', 'it''s\\';', \"a;\"\"b\\\";\", `c;``d\\`»;«SELECT 2»")]
    [TestCase("«SELECT 5--3, 'a'--\n, 2»; «SELECT 2»")]
    [TestCase("«SELECT 5» --\t;\n; «SELECT 2»")]
    [TestCase("«SELECT 1»; --no blank needed here; '\n«SELECT 2»;\n--nor here'")]
    [TestCase("«SELECT 1 # it's ;\n + 1»; «SELECT \\N»; «SELECT 2»")]
    [TestCase("«/*!40101 SET @a = 1 */»;\n«SELECT /*!50003 1 + */ 2»; «SELECT /*M! 1 + */ 2»; «/*M!100100 SELECT 1*/»")]
    [TestCase("«/*!40101 SET @a = 1;\n-- rollback\nSET @b = 2; */»; «SELECT 1»")]
    [TestCase("/*M!999999\\- enable the sandbox mode */ \n«SELECT 1»; /*!999999\\- enable the sandbox mode */")]
    [TestCase("«use shop»\n«USE `a;b`»;«SELECT 1»;\n«Use shop -- here»")]
    [TestCase("«SELECT 1\nUSE, delimiter, source, go»\n")]
    [TestCase("«SELECT 1,\ndelimiter //\n, 2»; «SELECT 3»")]
    [TestCase("«XA END 'x'»; «BEGIN»; «BEGIN WORK»; «SELECT 1»; «COMMIT»; «END»; «SELECT 2»")]
    [TestCase("«REPLACE INTO t VALUES (IF(1,2,3), REPEAT('a', 3))»; «SELECT CASE 1 WHEN 1 THEN 2 END»; «SELECT 1»")]
    [TestCase("«CREATE TABLE IF NOT EXISTS t (`begin` INT, `end` INT, trigger_ INT)»; «SELECT 1»")]
    [TestCase("«ALTER TABLE t ADD COLUMN event INT»; «CREATE UNIQUE INDEX function ON t (a)»; «SELECT 1»")]
    [TestCase("«CREATE DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW v AS SELECT IF(a, 1, 2) FROM t»; «SELECT 1»")]
    public void Statements_end_at_their_delimiter(string script) => Script.AssertSplits("mysql", script);

    [TestCase("DELIMITER //\n«SELECT 1; SELECT 2»//\n«SELECT 3» //\nDELIMITER ;\n«SELECT 4»;")]
    [TestCase("  delimiter\t$$  \n«SELECT 1; SELECT 2»$$«SELECT 3»\n$$\ndelimiter ;\n«SELECT 4»; «SELECT 5»")]
    [TestCase(
        "Delimiter d//\n«SELECT 1;»d//«CREATE PROCEDURE p() BEGIN SELECT 1; EN»d//\n«SELECT `d//`, 'd//'» d// /* d// */\nDELIMITER ;\n«SELECT 1»;"
    )]
    [TestCase("DELIMITER '$ $'\n«SELECT 1;»$ $ «SELECT 2»$ $\nDELIMITER `;`\n«SELECT 4»; «SELECT 5»")]
    [TestCase("DELIMITER ;;\n«SELECT 1; SELECT 2» ;;\n«SELECT 3»;;")]
    [TestCase("DELIMITER # the rest is passed over\n«SELECT 1;»#«SELECT 2»")]
    [TestCase("DELIMITER |\r\n«SELECT 1;»|\r\nDELIMITER ; -- the end\r\n«SELECT 2»;«SELECT 3»")]
    [TestCase("DELIMITER //\n«SELECT '\nDELIMITER ;\n', 1; SELECT 2» //")]
    [TestCase("DELIMITER //\n/*\nDELIMITER ;\n*/«SELECT 1; SELECT 2» //")]
    [TestCase("«SELECT 1»; DELIMITER //\n«SELECT 1; SELECT 2» // DELIMITER ;\n«SELECT 1»;«SELECT 2»")]
    [TestCase("\\d //\n«SELECT 1; SELECT 2» //")]
    [TestCase("DELIMITER //\n«SELECT 1;»//\n")]
    public void A_delimiter_line_changes_what_ends_statements(string script) => Script.AssertSplits("mysql", script);

    [Test]
    public void The_trigger_of_a_dump_is_one_statement()
    {
        const string Dump = """
            DELIMITER ;;
            «/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `t` BEFORE INSERT ON `x` FOR EACH ROW BEGIN
            -- rollback
            SET NEW.a = 1; END */»;;
            DELIMITER ;
            «/*!50003 SET sql_mode = @saved */» ;
            """;
        Script.AssertSplits("mysql", Dump);
        Script.AssertSplits(
            "mysql",
            Dump.Replace("DELIMITER ;;", "", StringComparison.Ordinal).Replace(";;", ";", StringComparison.Ordinal)
        );
    }

    [TestCase("SELECT 1; SELECT 'abc\\'", "UnterminatedString(1,18): '")]
    [TestCase("SELECT 1; SELECT \"abc''", "UnterminatedString(1,18): \"")]
    [TestCase("SELECT 1; SELECT `abc``", "UnterminatedIdentifier(1,18): `")]
    [TestCase("SELECT 1; SELECT 2 /* abc", "UnterminatedComment(1,20): /*")]
    [TestCase("SELECT 1; /*!50003 SELECT 2;", "UnterminatedComment(1,11): /*!50003")]
    [TestCase("SELECT 1;\n CREATE PROCEDURE p()\n begin\n-- rollback\nSELECT 1;", "UnterminatedBody(3,2): begin")]
    [TestCase("SELECT 1;\nDELIMITER //\n CREATE PROCEDURE p() a: LOOP\n-- rollback\nSELECT 1;", "UnterminatedBody(3,26): LOOP")]
    public void An_open_end_is_one_problem_and_the_last_item(string script, string problem) =>
        Assert.That(Script.Statements("mysql", script), Is.EqualTo(new[] { "SELECT 1", problem }));

    [TestCase("DELIMITER\nSELECT 1; SELECT 2", "DelimiterWithoutArgument(1,1): DELIMITER")]
    [TestCase(" delimiter \t\r\nSELECT 1; SELECT 2", "DelimiterWithoutArgument(1,2): delimiter")]
    [TestCase("DELIMITER; SELECT 0\nSELECT 1; SELECT 2", "DelimiterWithoutArgument(1,1): DELIMITER")]
    [TestCase("DELIMITER ''\nSELECT 1; SELECT 2", "DelimiterWithoutArgument(1,1): DELIMITER")]
    [TestCase("DELIMITER \\\\\nSELECT 1; SELECT 2", "DelimiterWithoutArgument(1,1): DELIMITER")]
    public void A_delimiter_line_needs_an_argument(string script, string problem) =>
        Assert.That(Script.Statements("mysql", script), Is.EqualTo(new[] { problem, "SELECT 1", "SELECT 2" }));

    [TestCase("source a'b.sql\nSELECT 1", "ClientCommand(1,1): source")]
    [TestCase("\\. a'b.sql\nSELECT 1", "ClientCommand(1,1): \\.")]
    [TestCase("  connect shop;\nSELECT 1", "ClientCommand(1,3): connect")]
    [TestCase("System ls -l\nSELECT 1", "ClientCommand(1,1): System")]
    [TestCase("go\nSELECT 1", "ClientCommand(1,1): go")]
    [TestCase("QUIT ;\nSELECT 1", "ClientCommand(1,1): QUIT")]
    [TestCase("\\!\nSELECT 1", "ClientCommand(1,1): \\!")]
    public void A_client_command_is_a_problem_of_one_line(string script, string problem) =>
        Assert.That(Script.Statements("mysql", script), Is.EqualTo(new[] { problem, "SELECT 1" }));

    [TestCase("\\G")]
    [TestCase("\\g")]
    public void A_command_that_sends_the_statement_ends_it(string command) =>
        Assert.That(
            Script.Statements("mysql", $"SELECT 1 {command}\nSELECT 2"),
            Is.EqualTo(new[] { "SELECT 1", $"ClientCommand(1,10): {command}", "SELECT 2" })
        );

    [Test]
    public void A_marker_puts_the_delimiter_back_and_is_text_within_a_body()
    {
        const string Text = """
            -- upgrade
            DELIMITER //
            CREATE PROCEDURE p() BEGIN
            -- rollback
            SELECT 1; END
            -- rollback
            SELECT 1; SELECT 2;
            """;
        Assert.That(
            Script.Read("mysql", Text.ReplaceLineEndings("\n")).Select(item => (item.Kind, item.Line, item.Column)),
            Is.EqualTo(
                new[]
                {
                    (ScriptItemKind.UpgradeMarker, 1, 1),
                    (ScriptItemKind.Statement, 3, 1),
                    (ScriptItemKind.RollbackMarker, 6, 1),
                    (ScriptItemKind.Statement, 7, 1),
                    (ScriptItemKind.Statement, 7, 11),
                }
            )
        );
    }
}
