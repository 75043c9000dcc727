using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using MySqlConnector;

namespace DbWarden.Deploy.Tests.Suites;

[TestFixture]
public sealed class MariaDbExecutionTests : ExecutionTests<MariaDbTestEngine>
{
    protected override string Sleep => "DO SLEEP(100)";

    protected override (string File, string Text)[] Polluters =>
        [
            (
                "V__1_mode.sql",
                "-- upgrade\nSET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';\nSET NAMES latin1;\nSET @x = 1;\nSET FOREIGN_KEY_CHECKS = 0;\nCREATE TABLE a (id INT PRIMARY KEY);\n-- rollback\nDROP TABLE a;\n"
            ),
            ("V__2_temp.sql", "-- upgrade\nCREATE TEMPORARY TABLE a (other TEXT);\n-- rollback\nDROP TABLE a;\n"),
            ("V__3_use.sql", "-- upgrade\nUSE information_schema;\nSET @y = 'it\\'s';\n-- rollback\nDROP TABLE a;\n"),
            (
                "V__4_notices.sql",
                "-- upgrade\nINSERT INTO a (id) VALUES (COALESCE(@x, 5) + COALESCE(@y, 0));\nINSERT INTO a (id) VALUES (\"7\");\nINSERT INTO a VALUES (@@foreign_key_checks);\n-- rollback\nDELETE FROM a;\n"
            ),
            (
                "V__5_notices.sql",
                "-- upgrade\nCREATE TABLE c (a INT, FOREIGN KEY (a) REFERENCES a (id));\n-- rollback\nDROP TABLE c;\n"
            ),
        ];

    protected override Task WaitUntilRunningAsync() =>
        Engine.WaitForAsync(
            Database,
            "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'DO SLEEP%'"
        );

    [Test]
    public async Task User_variables_and_delimiters_work()
    {
        var file = (
            "V__1_p.sql",
            "-- upgrade\nCREATE TABLE t (id INT);\nSET @n = 3;\nDELIMITER $$\nCREATE PROCEDURE p() BEGIN INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); END$$\nDELIMITER ;\n"
                + "CALL p();\nINSERT INTO t VALUES (@n);\n-- rollback\nDROP PROCEDURE p;\nDROP TABLE t;\n"
        );
        await MigratedAsync(Artifact(file));

        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM t ORDER BY id"), Is.EqualTo(new[] { "1", "2", "3" }));
    }

    [Test]
    public async Task Records_keep_their_text_whatever_encoding_a_file_sets()
    {
        await MigratedAsync(
            Artifact(
                ("V__1_t.sql", "-- upgrade\nCREATE TABLE t (id INT);\n-- rollback\nDROP TABLE t;\n"),
                (
                    "V__2_rows.sql",
                    "-- upgrade\nSET NAMES latin1;\nINSERT INTO t VALUES (1);\n-- rollback\nDELETE FROM t; -- Größe €\n"
                ),
                ("V__3_u.sql", "-- upgrade\nCREATE TABLE u (id INT);\n-- rollback\nDROP TABLE u; -- Größe €\n")
            )
        );

        Assert.That(
            await Engine.QueryAsync(Database, "SELECT rollback_sql FROM __dbwarden_migrations WHERE identity > '1'"),
            Has.All.Contain("Größe €")
        );
    }

    [Test]
    public async Task Definitions_are_journaled_unit_by_unit_and_a_run_of_rows_is_one_unit()
    {
        var file = (
            "V__1_x.sql",
            "-- upgrade\nCREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);\nCREATE INDEX i ON t (id);\n-- rollback\nDROP TABLE t;\n"
        );
        await MigratedAsync(Artifact(file));

        Assert.That(
            await Engine.QueryAsync(Database, "SELECT state, units_done, units_total FROM __dbwarden_migrations"),
            Is.EqualTo(new[] { "applied|3|3" })
        );
    }

    [Test]
    public async Task A_failing_row_takes_its_whole_run_of_rows_back()
    {
        var file = (
            "V__1_x.sql",
            "-- upgrade\nCREATE TABLE t (id INT PRIMARY KEY);\nINSERT INTO t VALUES (1);\nINSERT INTO t VALUES (1);\n-- rollback\nDROP TABLE t;\n"
        );
        var outcome = await MigrateAsync(Artifact(file));

        Assert.That(outcome.Failure?.Location, Does.StartWith("V__1_x.sql(4,1"), Account(outcome.Failure));
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM t"), Is.Empty);
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT state, units_done, unit_in_doubt FROM __dbwarden_migrations"),
            Is.EqualTo(new[] { "failed|1|null" })
        );
    }

    [Test]
    public async Task A_failed_drop_of_several_tables_is_in_doubt_since_it_may_have_dropped_some()
    {
        var file = ("V__1_x.sql", "-- upgrade\nCREATE TABLE t (id INT);\nDROP TABLE t, missing;\n-- rollback\nDROP TABLE t;\n");
        var outcome = await MigrateAsync(Artifact(file));

        Assert.That(outcome.Failure?.State, Does.Contain("it is not known whether it took effect"), Account(outcome.Failure));
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT units_done, unit_in_doubt FROM __dbwarden_migrations"),
            Is.EqualTo(new[] { "1|2" })
        );
    }

    [Test]
    public async Task A_syntax_error_is_placed_where_the_server_stopped_reading()
    {
        var file = ("V__1_x.sql", "-- upgrade\nINSERT INTO t\n\n  VALUE S (1);\n-- rollback\nDELETE FROM t;\n");
        var outcome = await MigrateAsync(Artifact(file));

        Assert.That(outcome.Failure?.Location, Is.EqualTo("V__1_x.sql(4,9)"), Account(outcome.Failure));
    }

    [Test]
    public async Task A_statement_larger_than_a_packet_is_refused_before_it_is_sent()
    {
        var limit = int.Parse((await Engine.QueryAsync(Database, "SELECT @@max_allowed_packet"))[0], null);
        var file = ("V__1_x.sql", $"-- upgrade\nSET @x = '{new string('x', limit)}';\n-- rollback\nDROP TABLE t;\n");
        var outcome = await MigrateAsync(Artifact(file));

        Assert.That(outcome.Failure?.Message, Does.Contain("max_allowed_packet"), Account(outcome.Failure));
    }

    [Test]
    public async Task A_refused_login_is_one_clear_line_without_the_password()
    {
        var wrong = new MySqlConnectionStringBuilder(Database) { UserID = "stranger", Password = "hunter2" }.ToString();
        var target = Target(Artifact()) with { ConnectionString = wrong };
        var status = await new Deployment(target, Events.Add).StatusAsync(CancellationToken.None);

        Assert.That(status.Failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(status.Failure));
        Assert.That(Account(status.Failure), Does.Contain("stranger").And.Not.Contain("hunter2"));
    }
}
