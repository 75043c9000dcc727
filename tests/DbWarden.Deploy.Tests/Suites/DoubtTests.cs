using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>Units that took effect, or did not, and were never counted: where the catalog tells, a resume asks it.</summary>
public abstract class DoubtTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private static readonly MigrateOptions Resume = new() { Resume = true };

    [TestCase("CREATE TABLE b (id INT)", "DROP TABLE b")]
    [TestCase("create view b as select id from a", "DROP VIEW b")]
    [TestCase("CREATE UNIQUE INDEX b ON a (id)", null)]
    [TestCase("DROP TABLE /* long unused */ old", "CREATE TABLE old (id INT)")]
    [TestCase("ALTER TABLE a ADD COLUMN name DECIMAL(5, 2)", "ALTER TABLE a DROP COLUMN name")]
    [TestCase("ALTER TABLE a DROP spare", "ALTER TABLE a ADD spare INT")]
    public async Task A_unit_that_took_effect_is_passed_over_and_one_that_did_not_is_run(string statement, string? undo)
    {
        var release = Release(statement);
        await StopAfterUnit2Async(release);
        var resumed = await MigratedAsync(release, Resume);
        Assert.That(resumed.Completed.Single().FirstUnit, Is.EqualTo(2));
        Assert.That(await Engine.TablesAsync(Database), Has.Member("last"));
        if (undo is null)
            return;

        Clean();
        await CreateDatabaseAsync();
        await StopAfterUnit2Async(release);
        await Engine.ExecuteAsync(Database, undo);
        await MigratedAsync(release, Resume);
        await Engine.ExecuteAsync(Database, undo);
        Assert.That(await Engine.TablesAsync(Database), Has.Member("last"), "The unit was run: what undoes it works once more.");
    }

    [TestCase("CREATE TABLE IF NOT EXISTS b (id INT)")]
    [TestCase("DROP TABLE IF EXISTS old")]
    [TestCase("CREATE TABLE b AS SELECT id FROM a")]
    [TestCase("ALTER TABLE a RENAME COLUMN id TO number")]
    public async Task Where_the_catalog_cannot_tell_a_person_must(string statement)
    {
        var release = Release(statement);
        await StopAfterUnit2Async(release);
        var refused = await MigrateAsync(release, Resume);

        Assert.That(refused.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(refused.Failure));
        Assert.That(refused.Failure!.Location, Is.EqualTo("V__1_x.sql(4,1)"));
        Assert.That(refused.Failure.Details, Does.Contain("Unit 2: " + statement));
        if (statement.StartsWith("ALTER", StringComparison.Ordinal))
            Snapshots.Match(Account(refused.Failure));

        await MigratedAsync(release, new MigrateOptions { ResumeAt = 3 });
    }

    [Test]
    public async Task A_unit_in_doubt_that_was_edited_since_is_not_judged_by_what_it_is_now()
    {
        await StopAfterUnit2Async(Release("CREATE TABLE b (id INT)"));
        var refused = await MigrateAsync(Release("CREATE TABLE b (id BIGINT)"), Resume);
        Assert.That(refused.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(refused.Failure));
    }

    [Test]
    public async Task A_resume_that_stops_before_it_asked_leaves_the_doubt()
    {
        var release = Release("CREATE TABLE b (id INT)");
        await StopAfterUnit2Async(release);
        await StopAfterUnit2Async(release, Resume, statement: 3);
        await MigratedAsync(release, Resume);
        Assert.That(await Engine.TablesAsync(Database), Has.Member("last"));
    }

    protected Artifact Release(string second) =>
        Artifact(
            (
                "V__0_old.sql",
                "-- upgrade\nCREATE TABLE old (id INT);\nCREATE TABLE a (id INT, spare INT);\n-- rollback\nDROP TABLE old;\n"
            ),
            (
                "V__1_x.sql",
                $"-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE first (id INT);\n{second};\nCREATE TABLE last (id INT);\n-- rollback\nDROP TABLE first;\n"
            )
        );

    /// <summary>A run that ends between a statement's answer and the write that counts it.</summary>
    protected async Task StopAfterUnit2Async(Artifact release, MigrateOptions? options = null, int statement = 2)
    {
        var deployment = new Deployment(
            Target(release) with
            {
                ReportStatements = true,
            },
            happened =>
            {
                if (
                    happened is DeploymentEvent.StatementFinished { Migration.Identity: "1" } finished
                    && finished.Number == statement
                )
                    throw new OperationCanceledException();
            }
        );
        var outcome = await deployment.MigrateAsync(options ?? new MigrateOptions(), CancellationToken.None);
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Interrupted), Account(outcome.Failure));
        Assert.That(
            outcome.Failure!.State,
            Does.Contain($"unit {statement} was started, and it is not known whether it took effect")
        );
    }
}

[TestFixture]
public sealed class SqliteDoubtTests : DoubtTests<SqliteTestEngine>;

[TestFixture]
public sealed class PostgreSqlDoubtTests : DoubtTests<PostgreSqlTestEngine>
{
    [TestCase("CREATE FUNCTION f(x INT) RETURNS INT LANGUAGE sql AS $$ SELECT x $$")]
    [TestCase("CREATE PROCEDURE public.\"F\"() LANGUAGE sql AS $$ SELECT 1 $$")]
    public async Task A_routine_that_took_effect_is_passed_over_and_one_that_did_not_is_run(string statement)
    {
        var name = statement.Split(' ')[2].Split('(')[0];
        var count = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace";
        foreach (var tookEffect in new[] { true, false })
        {
            var release = Release(statement);
            await StopAfterUnit2Async(release);
            if (!tookEffect)
                await Engine.ExecuteAsync(Database, "DROP ROUTINE " + name);
            await MigratedAsync(release, new MigrateOptions { Resume = true });
            Assert.That(await Engine.QueryAsync(Database, count), Is.EqualTo(new[] { "1" }));
            await CreateDatabaseAsync();
        }
    }

    [TestCase("CREATE INDEX CONCURRENTLY i ON a (id)")]
    [TestCase("CREATE UNIQUE INDEX CONCURRENTLY \"I\" ON public.a (id)")]
    public async Task An_index_built_concurrently_is_kept_where_it_is_valid_and_built_again_where_it_is_not(string statement)
    {
        var file = ("V__1_i.sql", $"-- dbwarden: no-transaction\n-- upgrade\n{statement};\n-- rollback\nDROP INDEX i;\n");
        await Engine.ExecuteAsync(Database, "CREATE TABLE a (id INT)");
        await InterruptAsync(Artifact(file));
        await Engine.ExecuteAsync(Database, "UPDATE pg_index SET indisvalid = false WHERE indrelid = 'a'::regclass");
        await MigratedAsync(Artifact(file), new MigrateOptions { Resume = true });
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT indisvalid FROM pg_index WHERE indrelid = 'a'::regclass"),
            Is.EqualTo(new[] { "True" })
        );
    }

    [Test]
    public async Task A_drop_that_left_its_index_invalid_is_run_again()
    {
        var file = (
            "V__1_i.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nDROP INDEX CONCURRENTLY i;\n-- rollback\nCREATE INDEX i ON a (id);\n"
        );
        await Engine.ExecuteAsync(Database, "CREATE TABLE a (id INT)");
        await Engine.ExecuteAsync(Database, "CREATE INDEX i ON a (id)");
        await InterruptAsync(Artifact(file));
        await Engine.ExecuteAsync(Database, "CREATE INDEX i ON a (id)");
        await Engine.ExecuteAsync(Database, "UPDATE pg_index SET indisvalid = false WHERE indrelid = 'a'::regclass");
        await MigratedAsync(Artifact(file), new MigrateOptions { Resume = true });
        Assert.That(await Engine.QueryAsync(Database, "SELECT 1 FROM pg_index WHERE indrelid = 'a'::regclass"), Is.Empty);
    }

    private async Task InterruptAsync(Artifact artifact)
    {
        var deployment = new Deployment(
            Target(artifact) with
            {
                ReportStatements = true,
            },
            happened =>
            {
                if (happened is DeploymentEvent.StatementFinished)
                    throw new OperationCanceledException();
            }
        );
        var outcome = await deployment.MigrateAsync(new MigrateOptions(), CancellationToken.None);
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Interrupted), Account(outcome.Failure));
    }
}

[TestFixture]
public sealed class MariaDbDoubtTests : DoubtTests<MariaDbTestEngine>
{
    [TestCase("DROP TABLE a, missing")]
    [TestCase("CREATE USER doubt_one@localhost, doubt_one@localhost")]
    public async Task A_refused_statement_on_several_objects_is_in_doubt(string statement)
    {
        var release = Artifact(
            ("V__1_x.sql", $"-- upgrade\nCREATE TABLE a (id INT);\n{statement};\n-- rollback\nDROP TABLE a;\n")
        );
        var failed = await MigrateAsync(release);
        Assert.That(
            failed.Failure?.State,
            Does.Contain("unit 2 was started, and it is not known whether it took effect"),
            Account(failed.Failure)
        );
        Assert.That(
            (await MigrateAsync(release, new MigrateOptions { Resume = true })).Failure?.Kind,
            Is.EqualTo(FailureKind.Refused)
        );
        await MigratedAsync(release, new MigrateOptions { ResumeAt = 3 });
    }

    private const string Definitions =
        "-- upgrade\nCREATE TABLE b (id INT);\nCREATE INDEX i ON b (id);\nCREATE VIEW v AS SELECT id FROM b;\nINSERT INTO b VALUES (1);\n-- rollback\nDROP TABLE b;\n";

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Of_definitions_that_one_write_began_a_resume_runs_those_that_have_not_taken_effect(int done)
    {
        await StopInDefinitionsAsync(done);
        var release = Artifact(("V__1_x.sql", Definitions));
        Assert.That(
            (await MigrateAsync(release)).Failure?.State,
            Does.Contain("units 1 to 3 were started together, and the catalog tells which of them took effect")
        );

        await MigratedAsync(release, new MigrateOptions { Resume = true });

        Assert.That(await Engine.QueryAsync(Database, "SELECT v.id FROM v, b FORCE INDEX (i)"), Is.EqualTo(new[] { "1" }));
        Assert.That(
            await Engine.QueryAsync(
                Database,
                "SELECT state, units_done, unit_in_doubt, unit_evidence FROM __dbwarden_migrations"
            ),
            Is.EqualTo(new[] { "applied|4|null|null" })
        );
    }

    [TestCase("CREATE INDEX i ON b (id)", "CREATE UNIQUE INDEX i ON b (id)")]
    [TestCase("CREATE INDEX i ON b (id)", "CREATE TABLE c (id INT);\nCREATE INDEX i ON b (id)")]
    public async Task Where_one_of_them_was_edited_or_moved_since_a_person_must_look(string old, string edited)
    {
        await StopInDefinitionsAsync(done: 2);
        var release = Artifact(("V__1_x.sql", Definitions.Replace(old, edited, StringComparison.Ordinal)));
        var refused = await MigrateAsync(release, new MigrateOptions { Resume = true });
        Assert.That(refused.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(refused.Failure));
        Assert.That(refused.Failure!.Next, Has.Some.Contains("--resume-at"));
    }

    /// <summary>Leaves what a run leaves that is killed so far into its definitions: nothing has been written since they were begun.</summary>
    private async Task StopInDefinitionsAsync(int done)
    {
        var deployment = new Deployment(
            Target(Artifact(("V__1_x.sql", Definitions))) with
            {
                ReportStatements = true,
            },
            happened =>
            {
                if (happened is DeploymentEvent.StatementFinished finished && finished.Number == done)
                    throw new OperationCanceledException();
            }
        );
        await deployment.MigrateAsync(new MigrateOptions(), CancellationToken.None);
        await Engine.ExecuteAsync(
            Database,
            "UPDATE __dbwarden_migrations SET state = 'applying', units_done = 0, unit_checksums = NULL, unit_in_doubt = 1, error = NULL"
        );
    }

    [TestCase("CREATE PROCEDURE p() SELECT 1", "DROP PROCEDURE p")]
    [TestCase("CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.id = 1", "DROP TRIGGER t")]
    [TestCase("DROP INDEX i ON a", null)]
    public async Task Routines_triggers_and_indexes_are_looked_up_too(string statement, string? undo)
    {
        var release = Artifact(
            ("V__1_x.sql", $"-- upgrade\nCREATE TABLE a (id INT, KEY i (id));\n{statement};\n-- rollback\nDROP TABLE a;\n")
        );
        var deployment = new Deployment(
            Target(release) with
            {
                ReportStatements = true,
            },
            happened =>
            {
                if (happened is DeploymentEvent.StatementFinished { Number: 2 })
                    throw new OperationCanceledException();
            }
        );
        await deployment.MigrateAsync(new MigrateOptions(), CancellationToken.None);
        await MigratedAsync(release, new MigrateOptions { Resume = true });
        if (undo is not null)
            await Engine.ExecuteAsync(Database, undo);
    }
}
