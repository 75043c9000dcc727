namespace DbWarden.Migrations.Tests.Dialects.MySql;

/// <summary>Bodies of stored programs in scripts that do without DELIMITER.</summary>
public sealed class CompoundStatementTests
{
    [TestCase("CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END")]
    [TestCase("create or replace definer = 'a;b'@localhost procedure if not exists shop.begin(begin int) begin end")]
    [TestCase("CREATE DEFINER=procedure@trigger.example FUNCTION f() RETURNS INT DETERMINISTIC BEGIN RETURN 1; END")]
    [TestCase(
        "CREATE DEFINER = CURRENT_USER() AGGREGATE FUNCTION f(x INT) RETURNS INT BEGIN DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN 1; LOOP FETCH GROUP NEXT ROW; END LOOP; END"
    )]
    [TestCase(
        "CREATE PROCEDURE p(a INT)\nLANGUAGE SQL NOT DETERMINISTIC MODIFIES SQL DATA SQL SECURITY INVOKER COMMENT 'begin;'\nBEGIN SELECT 1; END"
    )]
    [TestCase("CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; ELSEIF b THEN SELECT 2; ELSE SELECT IF(1, 2, 3); END IF; END")]
    [TestCase(
        "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; ELSE IF b THEN SELECT 2; END IF; END IF; DROP TABLE IF EXISTS t; END"
    )]
    [TestCase("CREATE PROCEDURE p() BEGIN IF (a) THEN BEGIN END; END IF; SELECT 1; END")]
    [TestCase(
        "CREATE PROCEDURE p() BEGIN CASE a WHEN 1 THEN SELECT 1; WHEN CASE 2 WHEN 2 THEN 2 END THEN BEGIN END; ELSE CASE WHEN 1 THEN SELECT 1; END CASE; END CASE; END"
    )]
    [TestCase("CREATE PROCEDURE p() BEGIN SELECT CASE WHEN 1 THEN CASE 1 WHEN 1 THEN 2 END END, CASE 1 WHEN 1 THEN 2 END; END")]
    [TestCase("CREATE PROCEDURE p() BEGIN IF CASE 1 WHEN 1 THEN 2 END THEN SELECT 1; END IF; SELECT 1; END")]
    [TestCase(
        "CREATE PROCEDURE p() a: BEGIN `b`: LOOP LEAVE b; END LOOP `b`; c : WHILE 1 DO DO 1; ITERATE c; END WHILE c; END a"
    )]
    [TestCase(
        "CREATE PROCEDURE p() BEGIN REPEAT SET a = REPEAT('x', 2); UNTIL CASE 1 WHEN 1 THEN 1 END > 1 END REPEAT; SELECT 1; END"
    )]
    [TestCase(
        "CREATE PROCEDURE p() BEGIN FOR i IN 1..10 DO SELECT i; END FOR; FOR r IN (SELECT 1) DO SELECT 1; END FOR; SELECT 1; END"
    )]
    [TestCase(
        "CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLSTATE VALUE '23000', 1062, NOT FOUND BEGIN ROLLBACK; END; DECLARE CONTINUE HANDLER FOR SQLWARNING SET a = IF(1, 2, 3); SELECT 1; END"
    )]
    [TestCase(
        "CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR gone IF 1 THEN SELECT 1; END IF; DECLARE c CURSOR FOR SELECT 1; SELECT 1; END"
    )]
    [TestCase(
        "CREATE PROCEDURE p() BEGIN SELECT start, end, t.begin, t.end, @begin, @end FROM t; SET @case = 1, @end = CASE WHEN @end THEN t.end END; END"
    )]
    [TestCase(
        "CREATE PROCEDURE p() BEGIN SELECT 1 FOR UPDATE; REPLACE INTO t SELECT 1; INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 1; END"
    )]
    [TestCase("CREATE PROCEDURE p() BEGIN -- END;\n/* END; */ # END;\nSELECT 'END;', \"END;\", `END;`; END")]
    [TestCase("CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET NEW.a = 1; END")]
    [TestCase("CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW FOLLOWS begin IF NEW.a THEN SET NEW.a = 1; END IF")]
    [TestCase("CREATE TRIGGER t BEFORE INSERT ON `each` FOR EACH ROW PRECEDES `u` BEGIN END")]
    [TestCase(
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS NOW() ENDS NOW() + INTERVAL 1 DAY ON COMPLETION PRESERVE COMMENT 'do' DO BEGIN DELETE FROM t; END"
    )]
    [TestCase("ALTER DEFINER = a@b EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM t; END")]
    [TestCase("BEGIN NOT ATOMIC DECLARE a INT; IF a THEN SELECT 1; END IF; END")]
    [TestCase("IF EXISTS (SELECT 1) THEN SELECT 1; ELSE SELECT 2; END IF")]
    [TestCase("WHILE @a < 1 DO SET @a = 1; END WHILE")]
    [TestCase("FOR i IN 1..2 DO SELECT i; END FOR")]
    public void A_body_belongs_to_its_statement(string program)
    {
        Script.AssertSplits("mariadb", $"«{program}»; «SELECT 1»");
        Script.AssertSplits("mariadb", $"DELIMITER //\n«{program}»//\n«SELECT 1»//");
        Script.AssertSplits("mariadb", $"DELIMITER $$\n«{program}»$$\n«SELECT 1»\n$$");
        Script.AssertSplits("mariadb", $"«{program}»\n\n-- rollback\n«SELECT 1»");
    }

    [TestCase("CREATE PROCEDURE p AS a INT; BEGIN SELECT 1; EXCEPTION WHEN OTHERS THEN IF 1 THEN SELECT 1; END IF; END")]
    [TestCase(
        "CREATE FUNCTION f(a INT) RETURN INT IS BEGIN WHILE 1 LOOP RETURN 1; END LOOP; FOR i IN 1..2 LOOP SELECT 1; END LOOP; END"
    )]
    [TestCase("CREATE PACKAGE p AS PROCEDURE a; FUNCTION b RETURN INT; END")]
    [TestCase(
        "CREATE OR REPLACE PACKAGE BODY p AS x INT; PROCEDURE a; FUNCTION b RETURN INT AS y INT; BEGIN RETURN 1; END; PROCEDURE a IS BEGIN SELECT 1; END a; BEGIN IF 1 THEN SET x := 1; END IF; END"
    )]
    [TestCase(
        "CREATE PACKAGE BODY IF NOT EXISTS shop.p PROCEDURE a() BEGIN SELECT 1; END; FUNCTION b() RETURNS INT RETURN 1; END"
    )]
    [TestCase("DECLARE a INT; BEGIN SELECT 1; END")]
    public void A_body_of_Oracle_mode_belongs_to_its_statement(string program)
    {
        Script.AssertSplits("mariadb", $"«{program}»; «SELECT 1»");
        Script.AssertSplits("mariadb", $"DELIMITER //\n«{program}»//\n«SELECT 1»//");
    }

    [TestCase("CREATE PROCEDURE p() SELECT IF(1, 2, 3), CASE 1 WHEN 1 THEN 2 END")]
    [TestCase("CREATE PROCEDURE p() COMMENT 'x' DROP TABLE IF EXISTS t")]
    [TestCase("CREATE FUNCTION f() RETURNS INT RETURN CASE WHEN 1 THEN IF(1, 2, 3) ELSE 2 END")]
    [TestCase("CREATE FUNCTION f() RETURNS SET('a', 'b') CHARSET utf8 RETURN 'a'")]
    [TestCase("CREATE FUNCTION f RETURNS STRING SONAME 'f.so'")]
    [TestCase("CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET NEW.a = IF(1, 2, 3), NEW.end = CASE 1 WHEN 1 THEN 2 END")]
    [TestCase("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t WHERE IF(1, 2, 3)")]
    [TestCase("ALTER EVENT e DISABLE")]
    [TestCase("ALTER PROCEDURE p COMMENT 'x'")]
    [TestCase("DROP PROCEDURE IF EXISTS begin")]
    public void A_body_of_one_statement_ends_with_it(string program) =>
        Script.AssertSplits("mariadb", $"«{program}»; «SELECT 1»; «END»");
}
