using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Suites;

public abstract class MigrateTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    protected static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );
    protected static readonly (string File, string Text) CreateB = (
        "V__2_b.sql",
        "-- upgrade\nCREATE TABLE b (id INT);\nINSERT INTO b VALUES (1);\nINSERT INTO b VALUES (2);\n-- rollback\nDROP TABLE b;\n"
    );
    protected static readonly (string File, string Text) CreateC = (
        "V__10_c.sql",
        "-- upgrade\nCREATE TABLE c (id INT);\n-- rollback\nDROP TABLE c;\n"
    );

    [Test]
    public async Task Everything_pending_is_applied_in_version_order()
    {
        var report = await MigratedAsync(Artifact(CreateA, CreateB, CreateC));

        Assert.That(Files(report.Completed), Is.EqualTo(new[] { "V__1_a.sql", "V__2_b.sql", "V__10_c.sql" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM b ORDER BY id"), Is.EqualTo(new[] { "1", "2" }));
        Assert.That(
            await StatusAsync(Artifact(CreateA, CreateB, CreateC)),
            Is.EqualTo(new[] { "1 Applied", "2 Applied", "10 Applied" })
        );
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "migrate 1 applied", "migrate 2 applied", "migrate 10 applied" }));
    }

    [Test]
    public async Task A_second_run_has_nothing_to_do_and_takes_no_lock()
    {
        await MigratedAsync(Artifact(CreateA));
        var fence = await Engine.QueryAsync(Database, "SELECT fence FROM __dbwarden_lock");
        var report = await MigratedAsync(Artifact(CreateA));

        Assert.That(report.Completed, Is.Empty);
        Assert.That(await Engine.QueryAsync(Database, "SELECT fence FROM __dbwarden_lock"), Is.EqualTo(fence));
    }

    [Test]
    public async Task A_new_migration_is_applied_on_top_of_old_ones()
    {
        await MigratedAsync(Artifact(CreateA));
        var report = await MigratedAsync(Artifact(CreateA, CreateB));

        Assert.That(Files(report.Completed), Is.EqualTo(new[] { "V__2_b.sql" }));
    }

    [Test]
    public async Task To_version_stops_at_that_version()
    {
        await MigratedAsync(Artifact(CreateA, CreateB, CreateC), new MigrateOptions { ToVersion = Version("02") });

        Assert.That(
            await StatusAsync(Artifact(CreateA, CreateB, CreateC)),
            Is.EqualTo(new[] { "1 Applied", "2 Applied", "10 Pending" })
        );
    }

    [Test]
    public async Task Count_stops_after_so_many()
    {
        var report = await MigratedAsync(Artifact(CreateA, CreateB, CreateC), new MigrateOptions { Count = 1 });

        Assert.That(Files(report.Completed), Is.EqualTo(new[] { "V__1_a.sql" }));
    }

    [Test]
    public async Task A_dry_run_plans_and_writes_nothing()
    {
        var report = await MigratedAsync(Artifact(CreateA, CreateB), new MigrateOptions { DryRun = true });

        Assert.That(Files(report.Completed), Is.EqualTo(new[] { "V__1_a.sql", "V__2_b.sql" }));
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
        Assert.That(await Engine.OwnTablesAsync(Database), Is.Empty);
    }

    [Test]
    public async Task Status_and_history_of_an_untouched_database_write_nothing()
    {
        Assert.That(await StatusAsync(Artifact(CreateA)), Is.EqualTo(new[] { "1 Pending" }));
        Assert.That(await HistoryAsync(), Is.Empty);
        Assert.That(await Engine.OwnTablesAsync(Database), Is.Empty);
    }

    [Test]
    public async Task A_repeatable_runs_when_it_is_new_and_when_it_changed_but_not_otherwise()
    {
        var first = (
            "ROC__v.sql",
            "-- upgrade\nDROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT 1 AS x;\n-- rollback\nDROP VIEW v;\n"
        );
        var second = (
            "ROC__v.sql",
            "-- upgrade\nDROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT 2 AS x;\n-- rollback\nDROP VIEW v;\n"
        );

        await MigratedAsync(Artifact(first));
        Assert.That((await MigratedAsync(Artifact(first))).Completed, Is.Empty);
        Assert.That(Files((await MigratedAsync(Artifact(second))).Completed), Is.EqualTo(new[] { "ROC__v.sql" }));
        Assert.That(await Engine.QueryAsync(Database, "SELECT x FROM v"), Is.EqualTo(new[] { "2" }));
    }

    [Test]
    public async Task A_runs_always_migration_runs_on_every_migrate_and_last()
    {
        var always = ("RA__seen.sql", "-- upgrade\nINSERT INTO a VALUES (7);\n-- rollback\nDELETE FROM a;\n");

        await MigratedAsync(Artifact(CreateA, always));
        await MigratedAsync(Artifact(CreateA, always));

        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.EqualTo(new[] { "7", "7" }));
        Assert.That(await StatusAsync(Artifact(CreateA, always)), Is.EqualTo(new[] { "1 Applied", "seen Applied" }));
    }

    [Test]
    public async Task A_changed_applied_migration_blocks()
    {
        await MigratedAsync(Artifact(CreateA));
        var changed = (CreateA.File, CreateA.Text.Replace("(id INT)", "(id INT, name INT)", StringComparison.Ordinal));
        var outcome = await MigrateAsync(Artifact(changed, CreateB));

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(outcome.Failure));
        Assert.That(await StatusAsync(Artifact(changed, CreateB)), Is.EqualTo(new[] { "1 Drifted", "2 Pending" }));
    }

    [Test]
    public async Task A_changed_line_end_is_no_drift()
    {
        await MigratedAsync(Artifact(CreateB));
        var report = await MigratedAsync(Artifact((CreateB.File, CreateB.Text.Replace("\n", "\r\n", StringComparison.Ordinal))));

        Assert.That(report.Completed, Is.Empty);
        Assert.That(report.Warnings, Is.Empty);
    }

    [Test]
    public async Task A_lower_version_is_refused_unless_out_of_order_is_allowed()
    {
        await MigratedAsync(Artifact(CreateB));
        var outcome = await MigrateAsync(Artifact(CreateA, CreateB));
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(outcome.Failure));

        await MigratedAsync(Artifact(CreateA, CreateB), new MigrateOptions { AllowOutOfOrder = true });
        Assert.That(await StatusAsync(Artifact(CreateA, CreateB)), Is.EqualTo(new[] { "1 Applied", "2 Applied" }));
    }

    [Test]
    public async Task Unknown_versions_only_warn_when_nothing_is_pending()
    {
        await MigratedAsync(Artifact(CreateA, CreateB));
        var report = await MigratedAsync(Artifact(CreateA));

        Assert.That(report.Completed, Is.Empty);
        Assert.That(report.Warnings, Has.Count.EqualTo(1));
        Assert.That(await StatusAsync(Artifact(CreateA)), Is.EqualTo(new[] { "1 Applied", "2 Unknown" }));
    }

    [Test]
    public async Task Unknown_versions_are_refused_when_something_is_pending_unless_missing_is_allowed()
    {
        await MigratedAsync(Artifact(CreateA, CreateB));
        var outcome = await MigrateAsync(Artifact(CreateA, CreateC));
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(outcome.Failure));

        var report = await MigratedAsync(Artifact(CreateA, CreateC), new MigrateOptions { AllowMissing = true });
        Assert.That(Files(report.Completed), Is.EqualTo(new[] { "V__10_c.sql" }));
    }

    [Test]
    public async Task A_migration_waits_for_what_it_depends_on()
    {
        var dependent = (
            "V__3_d.sql",
            "-- depends_on: [\"2\"]\n-- upgrade\nCREATE TABLE d (id INT);\n-- rollback\nDROP TABLE d;\n"
        );
        var outcome = await MigrateAsync(Artifact(CreateA, dependent));
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(outcome.Failure));

        await MigratedAsync(Artifact(CreateA, CreateB, dependent));
    }

    [Test]
    public async Task A_newer_format_of_the_records_stops_an_older_tool()
    {
        await MigratedAsync(Artifact(CreateA));
        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET format = 99");
        var outcome = await MigrateAsync(Artifact(CreateA, CreateB));

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Usage), Account(outcome.Failure));
        Assert.That(outcome.Failure!.Message, Does.Contain("99"));
    }

    [Test]
    public async Task A_failing_statement_is_named_with_its_place_and_the_migrations_before_it_stay()
    {
        var failing = (
            "V__3_bad.sql",
            "-- upgrade\nCREATE TABLE d (id INT);\n\n  INSERT INTO nowhere VALUES (1);\n-- rollback\nDROP TABLE d;\n"
        );
        var outcome = await MigrateAsync(Artifact(CreateA, CreateB, failing));

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.MigrationFailed));
        Assert.That(outcome.Failure!.Location, Does.StartWith("V__3_bad.sql(4,"));
        Assert.That(Files(outcome.Report.Completed), Is.EqualTo(new[] { "V__1_a.sql", "V__2_b.sql" }));
        var status = await StatusAsync(Artifact(CreateA, CreateB, failing));
        Assert.That(
            status,
            Is.EqualTo(new[] { "1 Applied", "2 Applied", Engine.HasTransactionalDdl ? "3 Pending" : "3 Failed" })
        );
        Assert.That(
            await Engine.TablesAsync(Database),
            Is.EqualTo(Engine.HasTransactionalDdl ? ["a", "b"] : new[] { "a", "b", "d" })
        );
        Assert.That((await HistoryAsync())[^1], Is.EqualTo("migrate 3 failed"));
        Snapshots.Match(Account(outcome.Failure));
    }

    [Test]
    public async Task A_failed_migration_runs_once_it_is_corrected()
    {
        var failing = ("V__3_bad.sql", "-- upgrade\nINSERT INTO nowhere VALUES (1);\n-- rollback\nDELETE FROM a;\n");
        await MigrateAsync(Artifact(CreateA, failing));
        await MigratedAsync(
            Artifact(CreateA, ("V__3_bad.sql", "-- upgrade\nINSERT INTO a VALUES (1);\n-- rollback\nDELETE FROM a;\n"))
        );

        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task Rows_of_a_failed_migration_do_not_remain()
    {
        var failing = (
            "V__3_bad.sql",
            "-- upgrade\nINSERT INTO a VALUES (1);\nINSERT INTO nowhere VALUES (1);\n-- rollback\nDELETE FROM a;\n"
        );
        await MigrateAsync(Artifact(CreateA, failing));

        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.Empty);
        Assert.That(await StatusAsync(Artifact(CreateA, failing)), Is.EqualTo(new[] { "1 Applied", "3 Pending" }));
    }

    [Test]
    public async Task Every_statement_is_reported_when_asked_for()
    {
        var target = Target(Artifact(CreateB)) with { ReportStatements = true };
        await new Deployment(target, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None);

        var statements = Events
            .OfType<DeploymentEvent.StatementFinished>()
            .Select(statement => $"{statement.Number}/{statement.Total} {statement.Line} {statement.Text}");
        Assert.That(
            statements,
            Is.EqualTo(
                new[] { "1/3 2 CREATE TABLE b (id INT)", "2/3 3 INSERT INTO b VALUES (1)", "3/3 4 INSERT INTO b VALUES (2)" }
            )
        );
    }

    [Test]
    public async Task Ten_runs_at_once_apply_everything_exactly_once()
    {
        var artifact = Artifact(CreateA, CreateB, CreateC);
        var runs = Enumerable
            .Range(0, 10)
            .Select(_ =>
                Task.Run(() =>
                    new Deployment(Target(artifact), _ => { }).MigrateAsync(new MigrateOptions(), CancellationToken.None)
                )
            );
        var outcomes = await Task.WhenAll(runs);

        Assert.That(outcomes.Select(outcome => Account(outcome.Failure)), Is.All.EqualTo("no failure"));
        Assert.That(
            outcomes.SelectMany(outcome => Files(outcome.Report.Completed)),
            Is.EquivalentTo(new[] { "V__1_a.sql", "V__2_b.sql", "V__10_c.sql" })
        );
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM b ORDER BY id"), Is.EqualTo(new[] { "1", "2" }));
    }
}

[TestFixture]
public sealed class SqliteMigrateTests : MigrateTests<SqliteTestEngine>;

[TestFixture]
public sealed class PostgreSqlMigrateTests : MigrateTests<PostgreSqlTestEngine>;

[TestFixture]
public sealed class MariaDbMigrateTests : MigrateTests<MariaDbTestEngine>;
