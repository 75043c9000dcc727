namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw4002OutsideTransactionTests : RuleTests
{
    private const string OwnFile = "move it to a file of its own that declares '-- dbwarden: no-transaction'";

    [TestCase("CREATE INDEX CONCURRENTLY i ON t (a);", "CREATE INDEX CONCURRENTLY")]
    [TestCase("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);", "CREATE UNIQUE INDEX")]
    [TestCase("DROP INDEX CONCURRENTLY i;", "DROP INDEX CONCURRENTLY")]
    [TestCase("REINDEX TABLE CONCURRENTLY t;", "REINDEX TABLE CONCURRENTLY")]
    [TestCase("REINDEX SCHEMA s;", "REINDEX SCHEMA s")]
    [TestCase("ALTER TABLE t DETACH PARTITION p CONCURRENTLY;", "ALTER TABLE t")]
    [TestCase("VACUUM;", "VACUUM")]
    [TestCase("vacuum (full) t;", "vacuum")]
    [TestCase("CLUSTER;", "CLUSTER")]
    [TestCase("CREATE DATABASE d;", "CREATE DATABASE d")]
    [TestCase("DROP TABLESPACE t;", "DROP TABLESPACE t")]
    [TestCase("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p;", "CREATE SUBSCRIPTION s")]
    [TestCase("ALTER SYSTEM SET work_mem = '1MB';", "ALTER SYSTEM SET")]
    public void What_postgresql_refuses_inside_a_transaction_is_reported(string statement, string label) =>
        AssertFoundIn(
            PostgreSql,
            $"-- upgrade\n{statement}\n-- rollback\nSELECT 1;",
            $"(2,1,2,{statement.Length}): error DBW4002: '{label}' cannot run inside a transaction; {OwnFile}"
        );

    [TestCase("REFRESH MATERIALIZED VIEW CONCURRENTLY v;")]
    [TestCase("CREATE INDEX i ON t (a);")]
    [TestCase("CLUSTER t USING i;")]
    [TestCase("REINDEX TABLE t;")]
    [TestCase("SELECT 'VACUUM';")]
    public void What_it_accepts_there_is_right(string statement) =>
        AssertFoundIn(PostgreSql, $"-- upgrade\n{statement}\n-- rollback\nSELECT 1;");

    [TestCase("VACUUM;", "'VACUUM' cannot run inside a transaction; " + OwnFile)]
    [TestCase("PRAGMA journal_mode = WAL;", "'PRAGMA journal_mode' cannot run inside a transaction; " + OwnFile)]
    [TestCase(
        "PRAGMA foreign_keys = OFF;",
        "'PRAGMA foreign_keys' cannot run inside a transaction; declare '-- dbwarden: foreign-keys off' instead"
    )]
    public void What_sqlite_refuses_or_ignores_there_is_reported(string statement, string message) =>
        AssertFoundIn(
            $"-- upgrade\n{statement}\n-- rollback\nSELECT 1;",
            $"(2,1,2,{statement.Length}): error DBW4002: {message}"
        );

    [TestCase("-- dbwarden: no-transaction\n-- upgrade\nVACUUM;\n-- rollback\nVACUUM;")]
    [TestCase("-- upgrade\n-- @dbwarden:autocommit\nVACUUM;\n-- rollback\nSELECT 1;")]
    [TestCase("-- dbwarden: no-transaction\n-- upgrade\nBEGIN;\nCOMMIT;\nVACUUM;\n-- rollback\nVACUUM;")]
    [TestCase("-- dbwarden: allow DBW4002 x\n-- upgrade\nVACUUM;\n-- rollback\nVACUUM;")]
    public void Without_a_transaction_it_is_right(string text) => AssertFoundIn(PostgreSql, text);

    [Test]
    public void In_a_transaction_of_the_files_own_it_is_reported_all_the_same() =>
        AssertFoundIn(
            PostgreSql,
            "-- dbwarden: no-transaction\n-- upgrade\nBEGIN;\nVACUUM;\nCOMMIT;\n-- rollback\nSELECT 1;",
            $"(4,1,4,7): error DBW4002: 'VACUUM' cannot run inside a transaction; {OwnFile}"
        );

    [TestCase("ALTER TYPE mood ADD VALUE 'calm';\nINSERT INTO t VALUES ('calm');", 3, 30)]
    [TestCase("ALTER TYPE s.mood ADD VALUE IF NOT EXISTS 'calm' BEFORE 'sad';\nCREATE TABLE t (m mood DEFAULT 'calm');", 3, 39)]
    [TestCase("alter type mood add value 'calm';\nDO $$ BEGIN END $$;\nSELECT 'calm'::mood;", 4, 20)]
    public void A_value_is_not_used_in_the_transaction_that_adds_it_to_its_enum(string statements, int line, int endColumn) =>
        AssertFoundIn(
            PostgreSql,
            $"-- upgrade\n{statements}\n-- rollback\nSELECT 1;",
            $"({line},1,{line},{endColumn}): error DBW4002: the enum value 'calm' of line 2 cannot be used in the transaction that adds it; "
                + "add it in a migration before this one"
        );

    [TestCase("ALTER TYPE mood ADD VALUE 'calm';\nINSERT INTO t VALUES ('other', '''calm''');")]
    [TestCase("ALTER TYPE mood ADD VALUE 'calm';\nALTER TYPE mood ADD VALUE 'keen' AFTER 'calm';")]
    [TestCase(
        "ALTER TYPE mood ADD VALUE 'calm';\nCREATE OR REPLACE FUNCTION f() RETURNS mood LANGUAGE sql AS $$ SELECT 'calm'::mood $$;"
    )]
    [TestCase("ALTER TYPE mood ADD VALUE 'calm';\nCOMMENT ON TABLE t IS 'calm';")]
    [TestCase("ALTER TYPE mood ADD VALUE 'calm';\nSELECT 1 /* 'calm' */;")]
    [TestCase("CREATE TYPE mood AS ENUM ('sad');\nALTER TYPE mood ADD VALUE 'calm';\nSELECT 'calm'::mood;")]
    [TestCase("INSERT INTO t VALUES ('calm');\nALTER TYPE mood ADD VALUE 'calm';")]
    public void Other_statements_beside_it_are_right(string statements) =>
        AssertFoundIn(PostgreSql, $"-- upgrade\n{statements}\n-- rollback\nSELECT 'calm';");

    [Test]
    public void Without_a_transaction_the_value_is_there_at_once() =>
        AssertFoundIn(
            PostgreSql,
            "-- dbwarden: no-transaction\n-- upgrade\nALTER TYPE mood ADD VALUE 'calm';\nSELECT 'calm'::mood;\n-- rollback\nSELECT 1;"
        );
}
