using System.Text;
using DbWarden.Migrations.Dialects;

namespace DbWarden.Migrations.Tests.Dialects.MySql;

public sealed class MySqlClassificationTests
{
    private const StatementTraits Begins = StatementTraits.BeginsTransaction | StatementTraits.CommitsImplicitly;
    private const StatementTraits Definition = StatementTraits.ChangesDefinitions | StatementTraits.CommitsImplicitly;
    private const StatementTraits AutocommitOff =
        StatementTraits.ChangesSession | StatementTraits.ControlsTransaction | StatementTraits.BeginsTransaction;
    private const StatementTraits AutocommitOn =
        StatementTraits.ChangesSession
        | StatementTraits.ControlsTransaction
        | StatementTraits.EndsTransaction
        | StatementTraits.CommitsImplicitly;

    [TestCase("BEGIN", Begins)]
    [TestCase("BEGIN WORK", Begins)]
    [TestCase("START TRANSACTION READ ONLY", Begins)]
    [TestCase("COMMIT", StatementTraits.EndsTransaction)]
    [TestCase("COMMIT WORK AND NO CHAIN RELEASE", StatementTraits.EndsTransaction)]
    [TestCase("COMMIT AND CHAIN", StatementTraits.EndsTransaction | StatementTraits.BeginsTransaction)]
    [TestCase("ROLLBACK", StatementTraits.EndsTransaction)]
    [TestCase("ROLLBACK TO a", StatementTraits.ControlsTransaction)]
    [TestCase("ROLLBACK WORK TO SAVEPOINT a", StatementTraits.ControlsTransaction)]
    [TestCase("SAVEPOINT a", StatementTraits.ControlsTransaction)]
    [TestCase("RELEASE SAVEPOINT a", StatementTraits.ControlsTransaction)]
    [TestCase("XA START 'x'", StatementTraits.BeginsTransaction)]
    [TestCase("XA END 'x'", StatementTraits.ControlsTransaction)]
    [TestCase("XA PREPARE 'x'", StatementTraits.EndsTransaction)]
    [TestCase("XA COMMIT 'x'", StatementTraits.EndsTransaction)]
    [TestCase("SET autocommit = 0", AutocommitOff)]
    [TestCase("/*!40101 SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, AUTOCOMMIT=0 */", AutocommitOff)]
    [TestCase("SET @@session.autocommit := OFF", AutocommitOff)]
    [TestCase("SET SESSION autocommit = 1", AutocommitOn)]
    [TestCase("SET AUTOCOMMIT=@OLD_AUTOCOMMIT", AutocommitOn)]
    [TestCase("SET GLOBAL autocommit = 0", StatementTraits.ChangesSession)]
    [TestCase("SET @@global.autocommit = 0", StatementTraits.ChangesSession)]
    [TestCase("SET @autocommit = 0, @a = @@autocommit", StatementTraits.ChangesSession)]
    [TestCase("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", StatementTraits.ChangesSession)]
    public void Transaction_control(string statement, StatementTraits expected) => AssertClassifies(statement, expected);

    [TestCase("CREATE TABLE t (a INT)", Definition)]
    [TestCase("# c\n-- c\n/* c */ create or replace table t (a INT)", Definition)]
    [TestCase("/*!50001 CREATE ALGORITHM=UNDEFINED */ /*!50013 DEFINER=a@b */ /*!50001 VIEW v AS SELECT 1 */", Definition)]
    [TestCase("/*M!100100 DROP TABLE t */", Definition)]
    [TestCase("CREATE TEMPORARY TABLE t (a INT)", StatementTraits.ChangesSession)]
    [TestCase("CREATE OR REPLACE TEMPORARY TABLE t (a INT)", StatementTraits.ChangesSession)]
    [TestCase("DROP TEMPORARY TABLE t", StatementTraits.ChangesSession)]
    [TestCase("ALTER TABLE t ADD a INT", Definition)]
    [TestCase("RENAME TABLE a TO b", Definition)]
    [TestCase("TRUNCATE t", Definition)]
    [TestCase("GRANT SELECT ON *.* TO a", Definition)]
    [TestCase("SET PASSWORD = 'a'", Definition)]
    [TestCase("SET DEFAULT ROLE a", Definition)]
    [TestCase("INSTALL PLUGIN a SONAME 'a'", Definition)]
    [TestCase("SET STATEMENT lock_wait_timeout = 1, a = (SELECT 2) FOR ALTER TABLE t ADD a INT", Definition)]
    [TestCase("SET STATEMENT lock_wait_timeout = 1 FOR INSERT INTO t VALUES (1)", StatementTraits.ChangesRows)]
    [TestCase("ANALYZE TABLE t", StatementTraits.CommitsImplicitly)]
    [TestCase("OPTIMIZE TABLE t", StatementTraits.CommitsImplicitly)]
    [TestCase("FLUSH PRIVILEGES", StatementTraits.CommitsImplicitly)]
    [TestCase("LOAD INDEX INTO CACHE t", StatementTraits.CommitsImplicitly)]
    [TestCase("START SLAVE", StatementTraits.CommitsImplicitly)]
    [TestCase("CALL p()", StatementTraits.CommitsImplicitly)]
    [TestCase("EXECUTE s", StatementTraits.CommitsImplicitly)]
    public void Statements_that_commit_by_themselves(string statement, StatementTraits expected) =>
        AssertClassifies(statement, expected);

    [TestCase("LOCK TABLES t WRITE", StatementTraits.LocksTables | StatementTraits.CommitsImplicitly)]
    [TestCase("lock table t read", StatementTraits.LocksTables | StatementTraits.CommitsImplicitly)]
    [TestCase("FLUSH TABLES t WITH READ LOCK", StatementTraits.LocksTables | StatementTraits.CommitsImplicitly)]
    [TestCase("FLUSH TABLES", StatementTraits.CommitsImplicitly)]
    [TestCase("UNLOCK TABLES", StatementTraits.UnlocksTables | StatementTraits.CommitsImplicitly)]
    [TestCase("LOCK INSTANCE FOR BACKUP", StatementTraits.ChangesSession)]
    public void Table_locks(string statement, StatementTraits expected) => AssertClassifies(statement, expected);

    [TestCase("BEGIN NOT ATOMIC SELECT 1; END", StatementTraits.None)]
    [TestCase("BEGIN NOT ATOMIC DECLARE a INT; INSERT INTO t VALUES (TRUNCATE(1, 2)); END", StatementTraits.ChangesRows)]
    [TestCase("IF EXISTS (SELECT 1) THEN CREATE TABLE t (a INT); END IF", Definition)]
    [TestCase(
        "BEGIN NOT ATOMIC CREATE TEMPORARY TABLE t (a INT); DELETE FROM t; END",
        StatementTraits.ChangesSession | StatementTraits.ChangesRows
    )]
    [TestCase("BEGIN NOT ATOMIC START TRANSACTION; SELECT start; COMMIT; END", StatementTraits.CommitsImplicitly)]
    public void A_compound_statement_does_what_is_in_it(string statement, StatementTraits expected) =>
        AssertClassifies(statement, expected);

    [TestCase("INSERT INTO t VALUES (1)", StatementTraits.ChangesRows)]
    [TestCase("REPLACE INTO t VALUES (1)", StatementTraits.ChangesRows)]
    [TestCase("LOAD DATA LOCAL INFILE 'x' INTO TABLE t", StatementTraits.ChangesRows)]
    [TestCase("WITH a AS (SELECT 1) UPDATE t SET a = 1", StatementTraits.ChangesRows)]
    [TestCase("WITH a AS (SELECT 1) SELECT REPLACE_(1)", StatementTraits.None)]
    [TestCase("ANALYZE FORMAT=JSON UPDATE t SET a = 1", StatementTraits.ChangesRows)]
    [TestCase("ANALYZE SELECT 1", StatementTraits.None)]
    [TestCase("USE shop", StatementTraits.ChangesSession)]
    [TestCase("PREPARE s FROM 'DROP TABLE t'", StatementTraits.ChangesSession)]
    [TestCase("SELECT 'a\\'', \"DROP\"", StatementTraits.None)]
    [TestCase("", StatementTraits.None)]
    public void Other_statements(string statement, StatementTraits expected) => AssertClassifies(statement, expected);

    private static void AssertClassifies(string statement, StatementTraits expected) =>
        Assert.That(Dialect.Find("mariadb")!.Classify(Encoding.UTF8.GetBytes(statement)), Is.EqualTo(expected));
}
