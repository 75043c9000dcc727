using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.Deploy.Tests.Suites;

namespace DbWarden.Deploy.Tests.Schemas;

/// <summary>What must not be tried out on a server that others live on.</summary>
public static class EscapeTests
{
    public sealed class OnSqlite : Suite<SqliteTestEngine>
    {
        protected override string Escaping => "VACUUM INTO 'copy.db'";

        [TestCase("ATTACH DATABASE 'x.db' AS x", true)]
        [TestCase("VACUUM INTO 'x.db'", true)]
        [TestCase("VACUUM", false)]
        [TestCase("CREATE TABLE attach_it (a)", false)]
        public Task A_statement_is_judged(string statement, bool escapes) => JudgeAsync(statement, escapes);
    }

    public sealed class OnPostgreSql : Suite<PostgreSqlTestEngine>
    {
        protected override string Escaping => "DO $$ BEGIN DROP ROLE IF EXISTS dbwarden_nobody; END $$";

        [TestCase("CREATE ROLE app", true)]
        [TestCase("drop /* x */ user app", true)]
        [TestCase("DO $$ BEGIN CREATE ROLE app; END $$", true)]
        [TestCase("ALTER SYSTEM SET work_mem = '1MB'", true)]
        [TestCase("ALTER DATABASE shop SET work_mem = '1MB'", true)]
        [TestCase("DROP OWNED BY app", true)]
        [TestCase("GRANT app TO other", true)]
        [TestCase("GRANT SELECT ON t TO app", false)]
        [TestCase("CREATE USER MAPPING FOR app SERVER s", false)]
        [TestCase("CREATE TABLE t (role text DEFAULT 'create role x')", false)]
        [TestCase("CREATE TABLE role (a int) -- drop database", false)]
        public Task A_statement_is_judged(string statement, bool escapes) => JudgeAsync(statement, escapes);
    }

    public sealed class OnMariaDb : Suite<MariaDbTestEngine>
    {
        protected override string Escaping => "DROP TABLE IF EXISTS mysql.dbwarden_nothing";

        [TestCase("DROP TABLE mysql.t", true)]
        [TestCase("INSERT INTO `mysql` . `t` VALUES (1)", true)]
        [TestCase("/*!50000 DROP TABLE mysql.t */", true)]
        [TestCase("USE mysql", true)]
        [TestCase("CREATE SCHEMA other", true)]
        [TestCase("CREATE USER app", true)]
        [TestCase("GRANT SELECT ON *.* TO app", true)]
        [TestCase("SET GLOBAL event_scheduler = ON", true)]
        [TestCase("SELECT t.a FROM t", false)]
        [TestCase("INSERT INTO t VALUES ('mysql.t', 'it\\'s mysql.t')", false)]
        [TestCase("SELECT 1 # mysql.t", false)]
        [TestCase("SELECT information_schema.tables.table_name FROM information_schema.tables", false)]
        public Task A_statement_is_judged(string statement, bool escapes) => JudgeAsync(statement, escapes);
    }

    public abstract class Suite<TEngine> : DeploymentSuite<TEngine>
        where TEngine : TestEngine, new()
    {
        protected abstract string Escaping { get; }

        [Test]
        public async Task A_migration_that_reaches_further_is_refused_before_anything_runs()
        {
            var artifact = Artifact(
                ("V__1_x.sql", $"-- upgrade\nCREATE TABLE t (id INTEGER PRIMARY KEY);\n-- rollback\n{Escaping};\n")
            );
            var report = await new SchemaInspection(Target(artifact), scratchConnection: null, Events.Add).VerifyAsync(
                static _ => { },
                CancellationToken.None
            );
            Assert.That(report.Failure?.Kind, Is.EqualTo(FailureKind.Refused), () => Account(report.Failure));
            Assert.That(report.Failure!.Location, Is.EqualTo("V__1_x.sql(4,1)"));
            Assert.That(await ScratchDatabases.ListAsync(Engine, Database), Is.Empty);
        }

        protected async Task JudgeAsync(string statement, bool escapes)
        {
            await using var space = await DatabaseEngine
                .Find(Engine.Name)!
                .Schemas.OpenScratchSpaceAsync(Database, CancellationToken.None);
            Assert.That(space.FindEscape(statement), escapes ? Is.Not.Null : Is.Null);
        }
    }
}
