using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>The ways on after a migration that ran statement by statement has stopped half way.</summary>
public abstract class RecoveryTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private const string Head =
        "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\nCREATE TABLE c (id INT);\n";
    private const string Tail =
        "CREATE TABLE e (id INT);\nCREATE TABLE f (id INT);\nCREATE TABLE g (id INT);\n-- rollback\nDROP TABLE a;\n";

    private static readonly (string File, string Text) Broken = ("V__1_x.sql", Head + "INSERT INTO nowhere VALUES (1);\n" + Tail);
    private static readonly (string File, string Text) Corrected = ("V__1_x.sql", Head + "INSERT INTO a VALUES (1);\n" + Tail);

    [Test]
    public async Task A_corrected_file_goes_on_with_the_statement_that_failed()
    {
        var failed = await MigrateAsync(Artifact(Broken));
        Assert.That(failed.Failure?.State, Is.EqualTo("Units 1 to 3 of 7 in V__1_x.sql took effect; unit 4 did not."));

        await MigratedAsync(Artifact(Corrected), new MigrateOptions { Resume = true });

        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b", "c", "e", "f", "g" }));
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.EqualTo(new[] { "1" }));
        Assert.That(await StatusAsync(Artifact(Corrected)), Is.EqualTo(new[] { "1 Applied" }));
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "migrate 1 failed", "migrate 1 applied" }));
    }

    [Test]
    public async Task A_second_failure_can_be_resumed_again()
    {
        await MigrateAsync(Artifact(Broken));
        var worse = (
            "V__1_x.sql",
            (Head + "INSERT INTO a VALUES (1);\n" + Tail).Replace("TABLE g", "TABLE f", StringComparison.Ordinal)
        );
        var again = await MigrateAsync(Artifact(worse), new MigrateOptions { Resume = true });
        Assert.That(
            again.Failure?.State,
            Is.EqualTo("Units 1 to 6 of 7 in V__1_x.sql took effect; unit 7 did not."),
            Account(again.Failure)
        );

        await MigratedAsync(Artifact(Corrected), new MigrateOptions { Resume = true });
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task An_edit_of_a_statement_that_has_run_is_refused()
    {
        await MigrateAsync(Artifact(Broken));
        var edited = (
            Corrected.File,
            Corrected.Text.Replace("TABLE b (id INT)", "TABLE b (id INT, x INT)", StringComparison.Ordinal)
        );
        var outcome = await MigrateAsync(Artifact(edited), new MigrateOptions { Resume = true });

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused));
        Assert.That(outcome.Failure!.Location, Is.EqualTo("V__1_x.sql(4,1)"));
        TestSupport.Snapshots.Match(Account(outcome.Failure));
    }

    [Test]
    public async Task A_statement_in_doubt_needs_a_person_who_says_where_to_go_on()
    {
        await MigrateAsync(Artifact(Broken));
        await Engine.ExecuteAsync(
            Database,
            "UPDATE __dbwarden_migrations SET state = 'applying', unit_in_doubt = 4, error = NULL"
        );
        var refused = await MigrateAsync(Artifact(Corrected), new MigrateOptions { Resume = true });
        Assert.That(refused.Failure?.Kind, Is.EqualTo(FailureKind.Refused));

        await MigratedAsync(Artifact(Corrected), new MigrateOptions { ResumeAt = 5 });
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.Empty);
        Assert.That(await Engine.TablesAsync(Database), Has.Member("g"));
        TestSupport.Snapshots.Match(Account(refused.Failure));
    }

    [Test]
    public async Task What_was_finished_by_hand_can_be_marked_applied()
    {
        await MigrateAsync(Artifact(Broken));
        var planned = await Deploy(Artifact(Broken))
            .RepairAsync(new RepairOptions { MarkApplied = "1", DryRun = true }, CancellationToken.None);
        Assert.That(planned.Value?.Changes, Is.EqualTo(new[] { "V__1_x.sql: failed becomes applied" }), Account(planned.Failure));
        Assert.That(await StatusAsync(Artifact(Broken)), Is.EqualTo(new[] { "1 Failed" }));

        await Deploy(Artifact(Broken)).RepairAsync(new RepairOptions { MarkApplied = "1" }, CancellationToken.None);
        Assert.That(await StatusAsync(Artifact(Broken)), Is.EqualTo(new[] { "1 Applied" }));
        Assert.That((await HistoryAsync())[^1], Is.EqualTo("repair 1 repaired"));
    }

    [Test]
    public async Task What_was_undone_by_hand_can_be_marked_pending()
    {
        await MigrateAsync(Artifact(Broken));
        foreach (var table in new[] { "a", "b", "c" })
            await Engine.ExecuteAsync(Database, $"DROP TABLE {table}");
        await Deploy(Artifact(Broken)).RepairAsync(new RepairOptions { MarkPending = "1" }, CancellationToken.None);

        await MigratedAsync(Artifact(Corrected));
    }

    [TestCase("MarkApplied", "1 Applied")]
    [TestCase("MarkPending", "1 Pending")]
    public async Task A_rollback_that_stopped_half_way_is_finished_or_undone_by_hand(string option, string status)
    {
        var file = (
            "V__1_x.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\nDROP TABLE nowhere;\n"
        );
        await MigratedAsync(Artifact(file));
        await RollbackAsync(Artifact(file));
        var options = option == "MarkApplied" ? new RepairOptions { MarkApplied = "1" } : new RepairOptions { MarkPending = "1" };
        // An older release does not know the migration, and can say so all the same.
        var report = await Deploy(Artifact()).RepairAsync(options, CancellationToken.None);

        Assert.That(report.Value?.Changes, Has.Count.EqualTo(1), Account(report.Failure));
        Assert.That(await StatusAsync(Artifact(file)), Is.EqualTo(new[] { status }));
        Assert.That(
            (await RollbackAsync(Artifact(file))).Failure?.Kind,
            Is.EqualTo(option == "MarkApplied" ? FailureKind.MigrationFailed : null)
        );
    }

    [Test]
    public async Task A_rollback_that_was_undone_by_hand_leaves_the_record_as_it_was()
    {
        var file = (
            "V__1_x.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\n-- rollback\nDROP TABLE a;\nDROP TABLE nowhere;\n"
        );
        const string Record = "SELECT state, direction, units_done, units_total, unit_in_doubt, error FROM __dbwarden_migrations";
        await MigratedAsync(Artifact(file));
        var before = await Engine.QueryAsync(Database, Record);
        await RollbackAsync(Artifact(file));
        Assert.That(await Engine.QueryAsync(Database, Record), Is.Not.EqualTo(before));
        await Deploy(Artifact(file)).RepairAsync(new RepairOptions { MarkApplied = "1" }, CancellationToken.None);

        Assert.That(await Engine.QueryAsync(Database, Record), Is.EqualTo(before));
    }

    [Test]
    public async Task A_repeatable_is_repaired_by_its_name()
    {
        var file = (
            "ROC__v.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE VIEW v AS SELECT 1 AS x;\nCREATE VIEW v AS SELECT 2 AS x;\n-- rollback\nDROP VIEW v;\n"
        );
        var failed = await MigrateAsync(Artifact(file));
        Assert.That(failed.Failure?.Next, Has.Some.Contain("repair --mark-applied v"), Account(failed.Failure));

        var report = await Deploy(Artifact(file)).RepairAsync(new RepairOptions { MarkApplied = "v" }, CancellationToken.None);
        Assert.That(report.Value?.Changes, Is.EqualTo(new[] { "ROC__v.sql: failed becomes applied" }), Account(report.Failure));
        Assert.That(await StatusAsync(Artifact(file)), Is.EqualTo(new[] { "v Applied" }));
    }

    [Test]
    public async Task A_changed_file_can_be_accepted()
    {
        var original = ("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n");
        var changed = ("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT); -- the identities\n-- rollback\nDROP TABLE a;\n");
        await MigratedAsync(Artifact(original));
        var report = await Deploy(Artifact(changed))
            .RepairAsync(new RepairOptions { AcceptChecksums = true }, CancellationToken.None);

        Assert.That(report.Value?.Changes, Has.Count.EqualTo(1), Account(report.Failure));
        Assert.That(await StatusAsync(Artifact(changed)), Is.EqualTo(new[] { "1 Applied" }));
    }
}

[TestFixture]
public sealed class SqliteRecoveryTests : RecoveryTests<SqliteTestEngine>;

[TestFixture]
public sealed class PostgreSqlRecoveryTests : RecoveryTests<PostgreSqlTestEngine>
{
    [Test]
    public async Task An_invalid_index_is_dropped_and_built_again_where_it_is_all_that_the_file_builds()
    {
        await Engine.ExecuteAsync(Database, "CREATE TABLE t (id INT)");
        await Engine.ExecuteAsync(Database, "INSERT INTO t VALUES (1), (1)");
        var file = (
            "V__1_x.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE UNIQUE INDEX CONCURRENTLY i ON t (id);\n-- rollback\nDROP INDEX i;\n"
        );
        await MigrateAsync(Artifact(file));
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT indisvalid FROM pg_index WHERE indrelid = 't'::regclass"),
            Is.EqualTo(new[] { "False" })
        );
        await Engine.ExecuteAsync(Database, "DELETE FROM t WHERE ctid = '(0,1)'");
        await MigratedAsync(Artifact(file), new MigrateOptions { Resume = true });

        Assert.That(
            await Engine.QueryAsync(Database, "SELECT indisvalid FROM pg_index WHERE indrelid = 't'::regclass"),
            Is.EqualTo(new[] { "True" })
        );
    }

    [Test]
    public async Task An_invalid_index_is_dropped_and_built_again()
    {
        var file = (
            "V__1_x.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE t (id INT);\nINSERT INTO t VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY i ON t (id);\n-- rollback\nDROP TABLE t;\n"
        );
        var failed = await MigrateAsync(Artifact(file));
        Assert.That(failed.Failure?.Location, Does.StartWith("V__1_x.sql(5,"), Account(failed.Failure));
        await Engine.ExecuteAsync(Database, "DELETE FROM t WHERE ctid = '(0,1)'");
        await MigratedAsync(Artifact(file), new MigrateOptions { Resume = true });

        Assert.That(
            await Engine.QueryAsync(
                Database,
                "SELECT relname::text, indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indrelid = 't'::regclass"
            ),
            Is.EqualTo(new[] { "i|True" })
        );
    }
}

[TestFixture]
public sealed class MariaDbRecoveryTests : RecoveryTests<MariaDbTestEngine>
{
    [Test]
    public async Task The_sessions_settings_are_repeated_and_what_cannot_be_is_said()
    {
        const string head = "-- upgrade\nSET @n = 5;\nCREATE TABLE t (id INT);\n";
        await MigrateAsync(Artifact(("V__1_x.sql", head + "INSERT INTO nowhere VALUES (@n);\n-- rollback\nDROP TABLE t;\n")));
        await MigratedAsync(
            Artifact(("V__1_x.sql", head + "INSERT INTO t VALUES (@n);\n-- rollback\nDROP TABLE t;\n")),
            new MigrateOptions { Resume = true }
        );

        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM t"), Is.EqualTo(new[] { "5" }));
    }
}
