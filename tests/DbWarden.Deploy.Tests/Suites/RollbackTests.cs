using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Suites;

public abstract class RollbackTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );
    private static readonly (string File, string Text) CreateB = (
        "V__2_b.sql",
        "-- upgrade\nCREATE TABLE b (id INT);\n-- rollback\nDROP TABLE b;\n"
    );
    private static readonly (string File, string Text) CreateC = (
        "V__3_c.sql",
        "-- upgrade\nCREATE TABLE c (id INT);\n-- rollback\nDROP TABLE c;\n"
    );

    [Test]
    public async Task The_newest_migration_is_rolled_back_by_default()
    {
        await MigratedAsync(Artifact(CreateA, CreateB));
        var report = await RolledBackAsync(Artifact(CreateA, CreateB));

        Assert.That(Files(report.Completed), Is.EqualTo(new[] { "V__2_b.sql" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a" }));
        Assert.That(await StatusAsync(Artifact(CreateA, CreateB)), Is.EqualTo(new[] { "1 Applied", "2 Pending" }));
        Assert.That((await HistoryAsync())[^1], Is.EqualTo("rollback 2 rolled back"));
    }

    [Test]
    public async Task Rolling_back_to_a_version_leaves_that_version()
    {
        await MigratedAsync(Artifact(CreateA, CreateB, CreateC));
        var report = await RolledBackAsync(Artifact(CreateA, CreateB, CreateC), new RollbackOptions { ToVersion = Version("1") });

        Assert.That(Files(report.Completed), Is.EqualTo(new[] { "V__3_c.sql", "V__2_b.sql" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task Rolling_back_to_version_0_takes_everything_back()
    {
        await MigratedAsync(Artifact(CreateA, CreateB));
        await RolledBackAsync(Artifact(CreateA, CreateB), new RollbackOptions { ToVersion = Version("0") });

        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
    }

    [Test]
    public async Task What_was_rolled_back_can_be_applied_again()
    {
        await MigratedAsync(Artifact(CreateA));
        await RolledBackAsync(Artifact(CreateA));
        await MigratedAsync(Artifact(CreateA));

        Assert.That(
            await HistoryAsync(),
            Is.EqualTo(new[] { "migrate 1 applied", "rollback 1 rolled back", "migrate 1 applied" })
        );
    }

    [Test]
    public async Task An_older_release_takes_back_a_migration_it_has_never_seen()
    {
        await MigratedAsync(Artifact(CreateA, CreateB));
        var report = await RolledBackAsync(Artifact(CreateA), new RollbackOptions { ToVersion = Version("1") });

        Assert.That(report.Completed.Single().UsesStoredRollback, Is.True);
        Assert.That(report.Warnings.Single(), Does.Contain("V__2_b.sql is not in this artifact"));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task A_stored_rollback_that_somebody_changed_is_refused()
    {
        await MigratedAsync(Artifact(CreateA, CreateB));
        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_migrations SET rollback_sql = 'DROP TABLE a' WHERE version = '2'");
        var outcome = await RollbackAsync(Artifact(CreateA));

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(outcome.Failure));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b" }));
        Snapshots.Match(Account(outcome.Failure));
    }

    [Test]
    public async Task The_artifacts_rollback_is_used_where_it_differs_unless_the_stored_one_is_asked_for()
    {
        await MigratedAsync(Artifact(CreateA));
        var better = Artifact((CreateA.File, CreateA.Text + "CREATE TABLE rolled_back (id INT);\n"));
        var report = await RolledBackAsync(better);
        Assert.That(report.Warnings.Single(), Does.Contain("the artifact's is used"));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "rolled_back" }));

        await MigratedAsync(Artifact(CreateA));
        await Engine.ExecuteAsync(Database, "DROP TABLE rolled_back");
        var stored = await RolledBackAsync(better, new RollbackOptions { UseStored = true });
        Assert.That(stored.Completed.Single().UsesStoredRollback, Is.True);
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
    }

    [Test]
    public async Task A_stored_rollback_that_was_taken_away_is_refused()
    {
        await MigratedAsync(Artifact(CreateA, CreateB));
        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_migrations SET rollback_sql = NULL WHERE version = '2'");
        var outcome = await RollbackAsync(Artifact(CreateA));

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(outcome.Failure));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task Going_on_begins_no_other_rollback()
    {
        await MigratedAsync(Artifact(CreateA));
        var report = await RolledBackAsync(Artifact(CreateA), new RollbackOptions { Resume = true });

        Assert.That(report.Completed, Is.Empty);
        Assert.That(report.Warnings.Single(), Does.Contain("No rollback has stopped half way"));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a" }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_rollback_that_stopped_half_way_goes_on_where_it_stopped(bool known)
    {
        var stepwise = (
            "V__2_b.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE b (id INT);\nCREATE TABLE d (id INT);\n-- rollback\nDROP TABLE d;\nDROP TABLE b;\n"
        );
        var release = known ? Artifact(CreateA, stepwise) : Artifact(CreateA);
        await MigratedAsync(Artifact(CreateA, stepwise));
        await Engine.ExecuteAsync(Database, "DROP TABLE b");
        var failed = await RollbackAsync(release);
        Assert.That(failed.Failure?.Kind, Is.EqualTo(FailureKind.MigrationFailed), Account(failed.Failure));
        Assert.That(
            (await MigrateAsync(Artifact(CreateA, stepwise))).Failure?.Kind,
            Is.EqualTo(FailureKind.Refused),
            "Nothing else may run."
        );

        await Engine.ExecuteAsync(Database, "CREATE TABLE b (id INT)");
        var report = await RolledBackAsync(release, new RollbackOptions { Resume = true, ToVersion = Version("0") });
        Assert.That(
            Files(report.Completed),
            Is.EqualTo(new[] { "V__2_b.sql", "V__1_a.sql" }),
            "A version says how far to go afterwards."
        );
        Assert.That(report.Completed[0].FirstUnit, Is.EqualTo(2));
        Assert.That(report.Completed[0].UsesStoredRollback, Is.EqualTo(!known));
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
        Snapshots.Match(Account(failed.Failure), known ? "known" : "unknown");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_irreversible_migration_stops_the_run_before_anything_happens(bool known)
    {
        var irreversible = (
            "V__2_b.sql",
            "-- dbwarden: irreversible the old codes are gone\n-- upgrade\nCREATE TABLE b (id INT);\n"
        );
        await MigratedAsync(Artifact(CreateA, irreversible, CreateC));
        var outcome = await RollbackAsync(
            known ? Artifact(CreateA, irreversible, CreateC) : Artifact(CreateA),
            new RollbackOptions { ToVersion = Version("1") }
        );

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b", "c" }));
        Snapshots.Match(Account(outcome.Failure));
    }

    [Test]
    public async Task A_migration_with_nothing_to_undo_is_rolled_back_without_a_statement()
    {
        await MigratedAsync(
            Artifact(
                CreateA,
                (
                    "V__2_fill.sql",
                    "-- dbwarden: nothing-to-undo only numbers\n-- upgrade\nINSERT INTO a VALUES (1);\n-- rollback\n"
                )
            )
        );
        await RolledBackAsync(Artifact(CreateA));

        Assert.That(await HistoryAsync(), Has.Member("rollback 2 rolled back"));
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task A_repeatable_is_rolled_back_by_name()
    {
        var view = ("ROC__v.sql", "-- upgrade\nCREATE VIEW v AS SELECT 1 AS x;\n-- rollback\nDROP VIEW v;\n");
        await MigratedAsync(Artifact(CreateA, view));
        await RolledBackAsync(Artifact(CreateA, view), new RollbackOptions { Name = "v" });

        Assert.That(await StatusAsync(Artifact(CreateA, view)), Is.EqualTo(new[] { "1 Applied", "v Pending" }));
    }

    [Test]
    public async Task A_version_that_is_not_applied_is_no_target()
    {
        await MigratedAsync(Artifact(CreateA));
        var outcome = await RollbackAsync(Artifact(CreateA), new RollbackOptions { ToVersion = Version("7") });

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Usage));
    }

    [Test]
    public async Task A_dry_run_rolls_nothing_back()
    {
        await MigratedAsync(Artifact(CreateA));
        var report = await RolledBackAsync(Artifact(CreateA), new RollbackOptions { DryRun = true });

        Assert.That(System.Text.Encoding.UTF8.GetString(report.Completed.Single().Sql.Span), Does.Contain("DROP TABLE a"));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task A_failing_rollback_is_named_with_its_place_and_leaves_the_migration_applied()
    {
        await MigratedAsync(
            Artifact(("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDELETE FROM nowhere;\n"))
        );
        var outcome = await RollbackAsync(Artifact());

        Assert.That(outcome.Failure?.Location, Does.StartWith("V__1_a.sql, stored rollback(1,"));
        Assert.That(await StatusAsync(Artifact()), Is.EqualTo(new[] { "1 Unknown" }));
    }
}

[TestFixture]
public sealed class SqliteRollbackTests : RollbackTests<SqliteTestEngine>;

[TestFixture]
public sealed class PostgreSqlRollbackTests : RollbackTests<PostgreSqlTestEngine>;

[TestFixture]
public sealed class MariaDbRollbackTests : RollbackTests<MariaDbTestEngine>;
