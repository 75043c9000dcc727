using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Schemas.Verification;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.Deploy.Tests.Suites;

namespace DbWarden.Deploy.Tests.Schemas;

/// <summary>Ten rollbacks for each engine that look right and are not: each is named with what it left or lost, and with nothing else.</summary>
public sealed class WrongRollbackTests
{
    private static readonly WrongRollback[] Common =
    [
        new("a forgotten index", "CREATE INDEX ix_b ON t (b)", "SELECT 1", "Added index ix_b"),
        new("a forgotten column", "ALTER TABLE t ADD COLUMN c INTEGER", "SELECT 1", "Added column c"),
        new("a forgotten table", "CREATE TABLE u (id INTEGER PRIMARY KEY)", "SELECT 1", "Added table u"),
        new("a forgotten view", "CREATE VIEW w AS SELECT a FROM t", "SELECT 1", "Added view w"),
        new(
            "a view that came back otherwise",
            "DROP VIEW v",
            "CREATE VIEW v AS SELECT a, b FROM t WHERE a > 1",
            "Changed view v"
        ),
        new("an index that is no longer unique", "DROP INDEX ux_a{0}", "CREATE INDEX ux_a ON t (a)", "Changed index ux_a"),
        new("a lost default", "ALTER TABLE t DROP COLUMN d", "ALTER TABLE t ADD COLUMN d INTEGER", "Changed column d"),
    ];

    private static readonly WrongRollback[] Sqlite =
    [
        .. Common,
        new("a lost not null", "ALTER TABLE t DROP COLUMN e", "ALTER TABLE t ADD COLUMN e INTEGER DEFAULT 1", "Changed column e"),
        new("a lost check", "ALTER TABLE t DROP COLUMN f", "ALTER TABLE t ADD COLUMN f INTEGER", "Missing check CHECK (f > 0)"),
        new("a trigger left over", "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END", "SELECT 1", "Added trigger g"),
    ];

    private static readonly WrongRollback[] PostgreSql =
    [
        .. Common,
        new("a lost check", "ALTER TABLE t DROP CONSTRAINT t_f_check", "SELECT 1", "Missing check t_f_check"),
        new("a lost comment", "COMMENT ON COLUMN t.a IS 'new'", "COMMENT ON COLUMN t.a IS NULL", "Changed column a"),
        new("a type left over", "CREATE TYPE mood AS ENUM ('a')", "SELECT 1", "Added enum public.mood"),
    ];

    private static readonly WrongRollback[] MariaDb =
    [
        .. Common,
        new("a lost comment", "ALTER TABLE t COMMENT = 'new'", "ALTER TABLE t COMMENT = ''", "Changed table t"),
        new("a narrower type", "ALTER TABLE t MODIFY b BIGINT", "ALTER TABLE t MODIFY b SMALLINT", "Changed column b"),
        new(
            "a trigger left over",
            "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1",
            "SELECT 1",
            "Added trigger g"
        ),
    ];

    public sealed class OnSqlite : Suite<SqliteTestEngine>
    {
        [Test]
        public Task Each_is_named_and_nothing_else() => VerifyAsync(Sqlite, "");
    }

    public sealed class OnPostgreSql : Suite<PostgreSqlTestEngine>
    {
        [Test]
        public Task Each_is_named_and_nothing_else() => VerifyAsync(PostgreSql, "; COMMENT ON COLUMN t.a IS 'old'");
    }

    public sealed class OnMariaDb : Suite<MariaDbTestEngine>
    {
        [Test]
        public Task Each_is_named_and_nothing_else() => VerifyAsync(MariaDb, "; ALTER TABLE t COMMENT = 'old'");
    }

    public sealed record WrongRollback(string Name, string Upgrade, string Rollback, string Expected);

    public abstract class Suite<TEngine> : DeploymentSuite<TEngine>
        where TEngine : TestEngine, new()
    {
        private const string Start =
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, d INTEGER DEFAULT 7, e INTEGER NOT NULL DEFAULT 1, f INTEGER CHECK (f > 0));\n"
            + "CREATE UNIQUE INDEX ux_a ON t (a);\nCREATE VIEW v AS SELECT a, b FROM t";

        protected async Task VerifyAsync(WrongRollback[] wrong, string more)
        {
            foreach (var rollback in wrong)
            {
                var upgrade = rollback.Upgrade.Replace("{0}", Engine.Name == "mariadb" ? " ON t" : "", StringComparison.Ordinal);
                var artifact = Artifact(
                    ("V__1_start.sql", $"-- upgrade\n{Start}{more};\n-- rollback\nDROP VIEW v;\nDROP TABLE t;\n"),
                    ("V__2_wrong.sql", $"-- upgrade\n{upgrade};\n-- rollback\n{rollback.Rollback};\n")
                );
                var report = await new SchemaInspection(Target(artifact), scratchConnection: null, Events.Add).VerifyAsync(
                    static _ => { },
                    CancellationToken.None
                );
                Assert.That(report.Failure, Is.Null, () => Account(report.Failure));
                Assert.That(report.Value!.Checks[0].Outcome, Is.EqualTo(CheckOutcome.Passed), rollback.Name);
                Assert.That(report.Value.Checks[1].Outcome, Is.EqualTo(CheckOutcome.RollbackDiffers), rollback.Name);
                var differences = report
                    .Value.Checks[1]
                    .Comparison!.Differences.Select(difference =>
                        $"{difference.Kind} {difference.Name}".Replace(
                            "public.",
                            rollback.Expected.Contains("public.", StringComparison.Ordinal) ? "public." : "",
                            StringComparison.Ordinal
                        )
                    );
                Assert.That(differences, Is.EqualTo([rollback.Expected]), rollback.Name);
            }
        }
    }
}
