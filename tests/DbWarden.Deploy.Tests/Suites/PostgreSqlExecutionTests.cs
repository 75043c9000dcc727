using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;
using Npgsql;

namespace DbWarden.Deploy.Tests.Suites;

[TestFixture]
public sealed class PostgreSqlExecutionTests : ExecutionTests<PostgreSqlTestEngine>
{
    protected override string Sleep => "SELECT pg_sleep(100)";

    protected override (string File, string Text)[] Polluters =>
        [
            (
                "V__1_role.sql",
                "-- upgrade\nCREATE ROLE nobody_at_all;\nSET ROLE nobody_at_all;\n-- rollback\nDROP ROLE nobody_at_all;\n"
            ),
            (
                "V__2_path.sql",
                "-- upgrade\nSELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.a (id INT);\n-- rollback\nDROP TABLE a;\n"
            ),
            (
                "V__3_temp.sql",
                "-- upgrade\nCREATE TEMP TABLE a (other TEXT);\nPREPARE p AS SELECT 1;\nDECLARE c CURSOR WITH HOLD FOR SELECT 1;\nSELECT pg_advisory_lock(1);\n-- rollback\nDROP TABLE a;\n"
            ),
            (
                "V__4_notices.sql",
                "-- upgrade\nINSERT INTO a (id) VALUES (1);\nPREPARE p AS SELECT 1;\nDECLARE c CURSOR FOR SELECT 1;\nDROP ROLE nobody_at_all;\n-- rollback\nDROP TABLE a;\n"
            ),
            (
                "V__5_alone.sql",
                "-- dbwarden: no-transaction\n-- upgrade\nSET search_path = pg_catalog;\nCREATE TEMP TABLE a (other TEXT);\n-- rollback\nSELECT 1;\n"
            ),
            ("V__6_notices.sql", "-- upgrade\nINSERT INTO a (id) VALUES (2);\n-- rollback\nDROP TABLE a;\n"),
        ];

    protected override Task WaitUntilRunningAsync() =>
        Engine.WaitForAsync(
            Database,
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE 'SELECT pg_sleep%'"
        );

    [Test]
    public async Task Bodies_with_semicolons_reach_the_server_whole()
    {
        var file = (
            "V__1_f.sql",
            "-- upgrade\nCREATE TABLE t (id INT);\nCREATE FUNCTION f(x INT) RETURNS INT LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (x); SELECT x; END;\n"
                + "CREATE FUNCTION g() RETURNS INT LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;\n-- rollback\nDROP FUNCTION f;\n"
        );
        await MigratedAsync(Artifact(file));

        Assert.That(await Engine.QueryAsync(Database, "SELECT f(7) + g()"), Is.EqualTo(new[] { "8" }));
    }

    [Test]
    public async Task Copy_data_goes_through_the_copy_protocol()
    {
        var file = (
            "V__1_copy.sql",
            "-- upgrade\nCREATE TABLE t (id INT, name TEXT);\nCOPY t (id, name) FROM stdin;\n1\tone; two\n2\t\\N\n3\tü\n\\.\nINSERT INTO t VALUES (4, 'four');\n-- rollback\nDROP TABLE t;\n"
        );
        await MigratedAsync(Artifact(file));

        Assert.That(
            await Engine.QueryAsync(Database, "SELECT id, name FROM t ORDER BY id"),
            Is.EqualTo(new[] { "1|one; two", "2|null", "3|ü", "4|four" })
        );
    }

    [TestCase("")]
    [TestCase("-- dbwarden: no-transaction\n")]
    public async Task Rows_for_a_client_are_refused_with_their_statement(string directives)
    {
        var file = (
            "V__1_copy.sql",
            $"{directives}-- upgrade\nCREATE TABLE t (id INT);\nCOPY t TO STDOUT;\n-- rollback\nDROP TABLE t;\n"
        );
        var outcome = await MigrateAsync(Artifact(file));
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.MigrationFailed));
        Assert.That(outcome.Failure?.Message, Does.Contain("TO STDOUT sends rows to a client"));
        Assert.That(outcome.Failure?.Location, Does.Match(@"V__1_copy\.sql\([34],1\)"));
    }

    [Test]
    public async Task Wrong_copy_data_names_its_statement_and_leaves_nothing()
    {
        var file = (
            "V__1_copy.sql",
            "-- upgrade\nCREATE TABLE t (id INT);\nCOPY t FROM stdin;\n1\nx\n\\.\n-- rollback\nDROP TABLE t;\n"
        );
        var outcome = await MigrateAsync(Artifact(file));

        Assert.That(outcome.Failure?.Location, Is.EqualTo("V__1_copy.sql(3,1)"), Account(outcome.Failure));
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
        Snapshots.Match(Account(outcome.Failure));
    }

    [Test]
    public async Task A_deferred_constraint_is_checked_before_the_record()
    {
        var file = (
            "V__1_deferred.sql",
            "-- upgrade\nCREATE TABLE p (id INT PRIMARY KEY);\nCREATE TABLE c (p INT REFERENCES p DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO c VALUES (1);\n-- rollback\nDROP TABLE c;\n"
        );
        var outcome = await MigrateAsync(Artifact(file));

        Assert.That(outcome.Failure?.Details, Has.Member("SQLSTATE 23503"), Account(outcome.Failure));
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
    }

    [Test]
    public async Task The_servers_position_is_mapped_to_the_line_and_column_of_the_file()
    {
        var file = (
            "V__1_x.sql",
            "-- upgrade\nCREATE TABLE t (id INT);\n\nINSERT INTO t\n  SELECT 'ü🎉', missing\n  FROM t;\n-- rollback\nDROP TABLE t;\n"
        );
        var outcome = await MigrateAsync(Artifact(file));

        Assert.That(outcome.Failure?.Location, Is.EqualTo("V__1_x.sql(5,17)"), Account(outcome.Failure));
    }

    [Test]
    public async Task A_concurrent_index_is_built_outside_a_transaction()
    {
        var file = (
            "V__1_x.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE t (id INT);\nCREATE INDEX CONCURRENTLY i ON t (id);\n-- rollback\nDROP TABLE t;\n"
        );
        await MigratedAsync(Artifact(file));

        Assert.That(
            await Engine.QueryAsync(Database, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"),
            Is.EqualTo(new[] { "True" })
        );
    }

    [Test]
    public async Task A_refused_login_is_one_clear_line_without_the_password()
    {
        var wrong = new NpgsqlConnectionStringBuilder(Database) { Username = "stranger", Password = "hunter2" }.ToString();
        var target = Target(Artifact()) with { ConnectionString = wrong };
        var status = await new Deployment(target, Events.Add).StatusAsync(CancellationToken.None);

        Assert.That(status.Failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(status.Failure));
        Assert.That(Account(status.Failure), Does.Contain("stranger").And.Not.Contain("hunter2"));
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_one_clear_line()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(Database) { Port = 1 }.ToString();
        var target = Target(Artifact()) with { ConnectionString = nowhere };
        var status = await new Deployment(target, Events.Add).StatusAsync(CancellationToken.None);

        Assert.That(status.Failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(status.Failure));
    }

    [Test]
    public async Task The_records_lie_in_the_configured_schema_and_status_works_for_a_reader()
    {
        var artifact = Artifact(("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"));
        var target = Target(artifact) with { Schema = "Ops Records" };
        var outcome = await new Deployment(target, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None);

        Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT identity FROM \"Ops Records\".__dbwarden_migrations"),
            Is.EqualTo(new[] { "1" })
        );
        var reader = target with
        {
            ConnectionString = new NpgsqlConnectionStringBuilder(Database)
            {
                Options = "-c default_transaction_read_only=on",
            }.ToString(),
        };
        var status = await new Deployment(reader, Events.Add).StatusAsync(CancellationToken.None);
        Assert.That(status.Value?.HasPending, Is.False, Account(status.Failure));
    }
}
