using System.Text;
using DbWarden.Migrations.Dialects;

namespace DbWarden.Migrations.Tests.Dialects.Sqlite;

public sealed class SqliteClassificationTests
{
    private const StatementTraits SessionThatForbids = StatementTraits.ChangesSession | StatementTraits.ForbidsTransaction;

    [TestCase("BEGIN IMMEDIATE", StatementTraits.BeginsTransaction)]
    [TestCase("COMMIT TRANSACTION", StatementTraits.EndsTransaction)]
    [TestCase("end", StatementTraits.EndsTransaction)]
    [TestCase("ROLLBACK", StatementTraits.EndsTransaction)]
    [TestCase("ROLLBACK TRANSACTION TO SAVEPOINT a", StatementTraits.ControlsTransaction)]
    [TestCase("ROLLBACK /* c */ TO a", StatementTraits.ControlsTransaction)]
    [TestCase("SAVEPOINT a", StatementTraits.ControlsTransaction)]
    [TestCase("RELEASE a", StatementTraits.ControlsTransaction)]
    [TestCase("VACUUM", StatementTraits.ForbidsTransaction)]
    [TestCase("VACUUM main INTO 'x'", StatementTraits.ForbidsTransaction)]
    [TestCase("PRAGMA journal_mode = WAL", SessionThatForbids)]
    [TestCase("PRAGMA main.journal_mode(WAL)", SessionThatForbids)]
    [TestCase("pragma Synchronous=OFF", SessionThatForbids)]
    [TestCase("PRAGMA foreign_keys /* c */ = 0", SessionThatForbids)]
    [TestCase("PRAGMA wal_checkpoint", SessionThatForbids)]
    [TestCase("PRAGMA foreign_keys", StatementTraits.ChangesSession)]
    [TestCase("PRAGMA main.journal_mode", StatementTraits.ChangesSession)]
    [TestCase("PRAGMA user_version = 3", StatementTraits.ChangesSession)]
    [TestCase("PRAGMA foreign_key_list(t)", StatementTraits.ChangesSession)]
    [TestCase("ATTACH 'x' AS y", StatementTraits.ChangesSession)]
    [TestCase("CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM a; END", StatementTraits.ChangesDefinitions)]
    [TestCase("CREATE TABLE vacuum_ (a)", StatementTraits.ChangesDefinitions)]
    [TestCase("REPLACE INTO t VALUES (1)", StatementTraits.ChangesRows)]
    [TestCase("WITH a AS (SELECT '(') /* ( */ DELETE FROM t", StatementTraits.ChangesRows)]
    [TestCase("WITH a AS (SELECT [(]) SELECT \"DELETE\", `delete`", StatementTraits.None)]
    [TestCase("EXPLAIN DELETE FROM t", StatementTraits.None)]
    [TestCase("SELECT 1", StatementTraits.None)]
    [TestCase("", StatementTraits.None)]
    public void What_a_statement_does_to_its_transaction(string statement, StatementTraits expected) =>
        Assert.That(Dialect.Find("sqlite")!.Classify(Encoding.UTF8.GetBytes(statement)), Is.EqualTo(expected));
}
