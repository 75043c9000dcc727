using DbWarden.Deploy.Tests.Engines;

namespace DbWarden.Deploy.Tests.Suites;

[TestFixture]
public sealed class SqliteExecutionTests : ExecutionTests<SqliteTestEngine>
{
    private static readonly (string File, string Text) Family = (
        "V__1_family.sql",
        "-- upgrade\nCREATE TABLE parent (id INTEGER PRIMARY KEY);\nCREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id) ON DELETE CASCADE);\n"
            + "INSERT INTO parent VALUES (1);\nINSERT INTO child VALUES (10, 1);\n-- rollback\nDROP TABLE child;\nDROP TABLE parent;\n"
    );

    protected override string Sleep =>
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) INSERT INTO a SELECT x FROM n WHERE x < 0";

    protected override (string File, string Text)[] Polluters =>
        [
            (
                "V__1_pragma.sql",
                "-- upgrade\nCREATE TABLE a (id INT);\nPRAGMA ignore_check_constraints = ON;\nPRAGMA case_sensitive_like = ON;\n-- rollback\nDROP TABLE a;\n"
            ),
            ("V__2_temp.sql", "-- upgrade\nCREATE TEMP TABLE a (other TEXT);\n-- rollback\nDROP TABLE a;\n"),
            (
                "V__3_notices.sql",
                "-- upgrade\nINSERT INTO a (id) SELECT 'a' LIKE 'A';\nCREATE TABLE c (id INT CHECK (id > 0));\n-- rollback\nDROP TABLE c;\n"
            ),
        ];

    [TestCase("CREATE TEMP TABLE a (other TEXT)")]
    [TestCase("CREATE TABLE \"Temp\".a (other TEXT)")]
    [TestCase("create temporary view a as select 1 other")]
    [TestCase("CREATE TABLE t (id INT); CREATE TABLE temp.a AS SELECT id other FROM t")]
    public async Task Whatever_is_temporary_is_gone_in_the_next_migration(string statements)
    {
        await MigratedAsync(
            Artifact(
                ("V__1_temporary.sql", $"-- upgrade\n{statements};\n-- rollback\nSELECT 1;\n"),
                (
                    "V__2_a.sql",
                    "-- upgrade\nCREATE TABLE a (id INT);\nINSERT INTO a (id) VALUES (7);\n-- rollback\nDROP TABLE a;\n"
                )
            )
        );

        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.EqualTo(new[] { "7" }));
    }

    protected override async Task WaitUntilRunningAsync()
    {
        await using var connection = await Engine.OpenAsync(Database);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 1;
        command.CommandText = "BEGIN IMMEDIATE; ROLLBACK";
        while (true)
        {
            try
            {
                await command.ExecuteNonQueryAsync();
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                return;
            }
        }
    }

    [Test]
    public async Task Migrations_run_with_foreign_keys_on()
    {
        var orphan = ("V__2_orphan.sql", "-- upgrade\nINSERT INTO child VALUES (11, 99);\n-- rollback\nDELETE FROM child;\n");
        var outcome = await MigrateAsync(Artifact(Family, orphan));

        Assert.That(outcome.Failure?.Message, Does.Contain("FOREIGN KEY"));
    }

    [Test]
    public async Task A_table_rebuild_with_foreign_keys_off_keeps_its_children()
    {
        var rebuild = (
            "V__2_rebuild.sql",
            "-- dbwarden: foreign-keys off\n-- upgrade\nCREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO new_parent (id) SELECT id FROM parent;\n"
                + "DROP TABLE parent;\nALTER TABLE new_parent RENAME TO parent;\n-- rollback\nALTER TABLE parent DROP COLUMN name;\n"
        );
        var orphan = ("V__3_orphan.sql", "-- upgrade\nINSERT INTO child VALUES (11, 99);\n-- rollback\nDELETE FROM child;\n");
        var outcome = await MigrateAsync(Artifact(Family, rebuild, orphan));

        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM child"), Is.EqualTo(new[] { "10" }));
        Assert.That(Files(outcome.Report.Completed), Is.EqualTo(new[] { "V__1_family.sql", "V__2_rebuild.sql" }));
        Assert.That(outcome.Failure?.Message, Does.Contain("FOREIGN KEY"), "Foreign keys are on again afterwards.");
    }

    [Test]
    public async Task A_rebuild_that_loses_a_parent_fails_but_an_old_violation_is_not_its_fault()
    {
        await MigratedAsync(Artifact(Family));
        await Engine.ExecuteAsync(Database, "PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (12, 77)");
        var harmless = (
            "V__2_harmless.sql",
            "-- dbwarden: foreign-keys off\n-- upgrade\nCREATE TABLE d (id INT);\n-- rollback\nDROP TABLE d;\n"
        );
        await MigratedAsync(Artifact(Family, harmless));
        var losing = (
            "V__3_losing.sql",
            "-- dbwarden: foreign-keys off\n-- upgrade\nDELETE FROM parent;\n-- rollback\nDROP TABLE d;\n"
        );
        var outcome = await MigrateAsync(Artifact(Family, harmless, losing));

        Assert.That(
            outcome.Failure?.Details,
            Has.Member("Detail: row 10 of child has no match in parent"),
            Account(outcome.Failure)
        );
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM parent"), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task Looking_at_a_database_that_is_not_there_creates_none()
    {
        Assert.That(await StatusAsync(Artifact(Family)), Is.EqualTo(new[] { "1 Pending" }));
        Assert.That(File.Exists(SqliteTestEngine.PathOf(Database)), Is.False);
    }

    [Test]
    public async Task A_file_that_is_no_database_is_one_clear_line()
    {
        await File.WriteAllTextAsync(SqliteTestEngine.PathOf(Database), new string('x', 5000));
        var outcome = await MigrateAsync(Artifact(Family));

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(Results.FailureKind.Unreachable), Account(outcome.Failure));
    }
}
