using System.Text;
using DbWarden.Migrations.Dialects;

namespace DbWarden.Migrations.Tests.Dialects.PostgreSql;

public sealed class PostgreSqlClassificationTests
{
    [TestCase("BEGIN", StatementTraits.BeginsTransaction)]
    [TestCase("begin isolation level serializable", StatementTraits.BeginsTransaction)]
    [TestCase("START /* c */ TRANSACTION READ ONLY", StatementTraits.BeginsTransaction)]
    [TestCase("COMMIT", StatementTraits.EndsTransaction)]
    [TestCase("END", StatementTraits.EndsTransaction)]
    [TestCase("END WORK AND NO CHAIN", StatementTraits.EndsTransaction)]
    [TestCase("COMMIT AND CHAIN", StatementTraits.EndsTransaction | StatementTraits.BeginsTransaction)]
    [TestCase("ROLLBACK TRANSACTION AND CHAIN", StatementTraits.EndsTransaction | StatementTraits.BeginsTransaction)]
    [TestCase("ABORT", StatementTraits.EndsTransaction)]
    [TestCase("ROLLBACK WORK", StatementTraits.EndsTransaction)]
    [TestCase("ROLLBACK TO a", StatementTraits.ControlsTransaction)]
    [TestCase("ROLLBACK WORK TO SAVEPOINT a", StatementTraits.ControlsTransaction)]
    [TestCase("SAVEPOINT a", StatementTraits.ControlsTransaction)]
    [TestCase("RELEASE a", StatementTraits.ControlsTransaction)]
    [TestCase("PREPARE TRANSACTION 'a'", StatementTraits.EndsTransaction)]
    [TestCase("PREPARE transaction_ AS SELECT 1", StatementTraits.ChangesSession)]
    [TestCase("COMMIT PREPARED 'a'", StatementTraits.ForbidsTransaction)]
    [TestCase("ROLLBACK PREPARED 'a'", StatementTraits.ForbidsTransaction)]
    [TestCase("SET TRANSACTION READ ONLY", StatementTraits.ChangesSession)]
    [TestCase("SET search_path = a", StatementTraits.ChangesSession)]
    public void Transaction_control(string statement, StatementTraits expected) =>
        Assert.That(Classify(statement), Is.EqualTo(expected));

    [TestCase("VACUUM")]
    [TestCase("VACUUM (ANALYZE, VERBOSE) t")]
    [TestCase("CLUSTER")]
    [TestCase("CLUSTER VERBOSE")]
    [TestCase("CLUSTER (VERBOSE)")]
    [TestCase("CREATE INDEX CONCURRENTLY i ON t (a)")]
    [TestCase("-- c\nCREATE /* /* c */ */ UNIQUE INDEX\nconcurrently IF NOT EXISTS i ON t (a)")]
    [TestCase("DROP INDEX CONCURRENTLY i")]
    [TestCase("REINDEX INDEX CONCURRENTLY i")]
    [TestCase("REINDEX (VERBOSE) TABLE CONCURRENTLY t")]
    [TestCase("REINDEX (CONCURRENTLY, VERBOSE) TABLE t")]
    [TestCase("REINDEX (CONCURRENTLY true) TABLE t")]
    [TestCase("REINDEX SCHEMA s")]
    [TestCase("REINDEX (VERBOSE) DATABASE d")]
    [TestCase("REINDEX SYSTEM d")]
    [TestCase("ALTER TABLE IF EXISTS s.\"a b\" DETACH PARTITION p CONCURRENTLY")]
    [TestCase("CREATE DATABASE d")]
    [TestCase("DROP DATABASE IF EXISTS d WITH (FORCE)")]
    [TestCase("ALTER DATABASE d SET TABLESPACE t")]
    [TestCase("CREATE TABLESPACE t LOCATION '/x'")]
    [TestCase("DROP TABLESPACE t")]
    [TestCase("CREATE SUBSCRIPTION s CONNECTION '(connect = false)' PUBLICATION p")]
    [TestCase("DROP SUBSCRIPTION s")]
    [TestCase("ALTER SUBSCRIPTION s REFRESH PUBLICATION")]
    [TestCase("ALTER SYSTEM SET a = 1")]
    [TestCase("DISCARD ALL")]
    public void Statements_that_cannot_run_in_a_transaction(string statement) =>
        Assert.That(Classify(statement).HasFlag(StatementTraits.ForbidsTransaction));

    [TestCase("CLUSTER t")]
    [TestCase("CLUSTER (VERBOSE) t USING i")]
    [TestCase("CLUSTER VERBOSE t")]
    [TestCase("CREATE INDEX \"CONCURRENTLY\" ON t (a)")]
    [TestCase("CREATE INDEX i ON concurrently_ (a)")]
    [TestCase("DROP INDEX i, concurrent")]
    [TestCase("REINDEX TABLE t")]
    [TestCase("REINDEX (CONCURRENTLY false) INDEX i")]
    [TestCase("REINDEX (CONCURRENTLY off, VERBOSE) INDEX i")]
    [TestCase("REFRESH MATERIALIZED VIEW CONCURRENTLY v")]
    [TestCase("ALTER TYPE t ADD VALUE 'x'")]
    [TestCase("ALTER TABLE t DETACH PARTITION p")]
    [TestCase("ALTER TABLE t DETACH PARTITION p FINALIZE")]
    [TestCase("ALTER TABLE t ADD COLUMN detach int DEFAULT 'DETACH PARTITION p CONCURRENTLY'")]
    [TestCase("ALTER DATABASE d SET work_mem = 1")]
    [TestCase("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (enabled, connect = false)")]
    [TestCase("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = 'off')")]
    [TestCase("ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)")]
    [TestCase("CREATE TABLE database (a int)")]
    [TestCase("ANALYZE t")]
    [TestCase("SELECT 'VACUUM'")]
    [TestCase("DISCARD PLANS")]
    [TestCase("")]
    public void Statements_that_can(string statement) =>
        Assert.That(Classify(statement) & StatementTraits.ForbidsTransaction, Is.EqualTo(StatementTraits.None));

    [TestCase("INSERT INTO t VALUES (1)", StatementTraits.ChangesRows)]
    [TestCase("with x as (delete from t returning $$)$$, E'\\')') select 1", StatementTraits.ChangesRows)]
    [TestCase("WITH x AS (SELECT 1) SELECT 'DELETE'", StatementTraits.None)]
    [TestCase("COPY t (a) FROM stdin", StatementTraits.ChangesRows)]
    [TestCase("COPY (SELECT a FROM t) TO STDOUT", StatementTraits.None)]
    [TestCase("MERGE INTO t USING u ON true WHEN MATCHED THEN DO NOTHING", StatementTraits.ChangesRows)]
    [TestCase("CREATE TABLE t (a int)", StatementTraits.ChangesDefinitions)]
    [TestCase("COMMENT ON TABLE t IS 'x'", StatementTraits.ChangesDefinitions)]
    [TestCase("GRANT SELECT ON t TO a", StatementTraits.ChangesDefinitions)]
    [TestCase("SELECT 1", StatementTraits.None)]
    [TestCase("(SELECT 1)", StatementTraits.None)]
    [TestCase("/* unended", StatementTraits.None)]
    public void Other_statements(string statement, StatementTraits expected) =>
        Assert.That(Classify(statement), Is.EqualTo(expected));

    private static StatementTraits Classify(string statement) =>
        Dialect.Find("postgresql")!.Classify(Encoding.UTF8.GetBytes(statement));
}
