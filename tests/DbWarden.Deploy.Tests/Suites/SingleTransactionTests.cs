using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>All that is pending in one transaction: all of it takes effect, or nothing does.</summary>
public abstract class SingleTransactionTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    protected static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );
    protected static readonly (string File, string Text) CreateB = (
        "V__2_b.sql",
        "-- upgrade\nCREATE TABLE b (id INT);\n-- rollback\nDROP TABLE b;\n"
    );

    private static readonly (string File, string Text) Broken = (
        "V__3_bad.sql",
        "-- upgrade\nCREATE TABLE c (id INT);\nINSERT INTO nowhere VALUES (1);\n-- rollback\nDROP TABLE c;\n"
    );
    private static readonly MigrateOptions Together = new() { SingleTransaction = true };

    [Test]
    public async Task All_of_it_takes_effect()
    {
        var report = await MigratedAsync(Artifact(CreateA, CreateB), Together);

        Assert.That(Files(report.Completed), Is.EqualTo(new[] { "V__1_a.sql", "V__2_b.sql" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "migrate 1 applied", "migrate 2 applied" }));
        Assert.That(
            Events.OfType<DeploymentEvent.MigrationFinished>().Select(finished => finished.IsCommitted),
            Is.All.False.And.Exactly(2).Items
        );
    }

    [Test]
    public async Task Or_nothing_does()
    {
        var outcome = await MigrateAsync(Artifact(CreateA, CreateB, Broken), Together);

        Assert.That(outcome.Report.Completed, Is.Empty);
        Assert.That(outcome.Failure?.Location, Does.StartWith("V__3_bad.sql(3,"));
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
        Assert.That(await StatusAsync(Artifact(CreateA, CreateB)), Is.EqualTo(new[] { "1 Pending", "2 Pending" }));
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "migrate 3 failed" }));
        Snapshots.Match(Account(outcome.Failure));
    }

    [Test]
    public async Task A_statement_in_the_middle_is_named_with_its_own_file()
    {
        var outcome = await MigrateAsync(
            Artifact(CreateA, ("V__2_bad.sql", Broken.Text), ("V__3_c.sql", CreateB.Text)),
            Together
        );
        Assert.That(outcome.Failure?.Location, Does.StartWith("V__2_bad.sql(3,"), Account(outcome.Failure));
    }

    [TestCase("no-transaction")]
    [TestCase("foreign-keys off")]
    public async Task A_file_that_cannot_share_a_transaction_is_refused_before_anything_runs(string directive)
    {
        var outcome = await MigrateAsync(
            Artifact(CreateA, (CreateB.File, $"-- dbwarden: {directive}\n{CreateB.Text}")),
            Together
        );

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(outcome.Failure));
        Assert.That(await Engine.OwnTablesAsync(Database), Is.Empty);
        Snapshots.Match(Account(outcome.Failure), directive.Replace(' ', '-'));
    }

    [Test]
    public async Task Temporary_tables_do_not_reach_the_next_migration()
    {
        var first = (
            "V__1_a.sql",
            "-- upgrade\nCREATE TEMPORARY TABLE scratch (id INT);\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
        );
        var second = (
            "V__2_b.sql",
            "-- upgrade\nCREATE TEMPORARY TABLE scratch (id INT);\nCREATE TABLE b (id INT);\n-- rollback\nDROP TABLE b;\n"
        );
        await MigratedAsync(Artifact(first, second), Together);

        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b" }));
    }
}

[TestFixture]
public sealed class SqliteSingleTransactionTests : SingleTransactionTests<SqliteTestEngine>
{
    [Test]
    public async Task A_setting_that_would_reach_the_next_migration_is_refused_unless_there_is_none()
    {
        var pragma = (
            CreateA.File,
            CreateA.Text.Replace("-- upgrade\n", "-- upgrade\nPRAGMA recursive_triggers = ON;\n", StringComparison.Ordinal)
        );
        var refused = await MigrateAsync(Artifact(pragma, CreateB), new MigrateOptions { SingleTransaction = true });
        Assert.That(
            refused.Failure?.Message,
            Does.Contain("'PRAGMA recursive_triggers = ON' would reach the migrations after it")
        );

        await MigratedAsync(Artifact(pragma), new MigrateOptions { SingleTransaction = true });
    }
}

[TestFixture]
public sealed class PostgreSqlSingleTransactionTests : SingleTransactionTests<PostgreSqlTestEngine>
{
    [Test]
    public async Task Settings_do_not_reach_the_next_migration_and_deferred_constraints_stay_deferred()
    {
        const string rows =
            "-- upgrade\nINSERT INTO child VALUES (1, {0});\nINSERT INTO parent VALUES ({0});\nSET search_path TO '';\n-- rollback\nDELETE FROM child;\n";
        await MigratedAsync(
            Artifact(
                (
                    "V__1_tables.sql",
                    "-- upgrade\nCREATE TABLE parent (id INT PRIMARY KEY);\nCREATE TABLE child (id INT, parent INT REFERENCES parent DEFERRABLE INITIALLY DEFERRED);\n-- rollback\nDROP TABLE child;\nDROP TABLE parent;\n"
                ),
                ("V__2_rows.sql", rows.Replace("{0}", "1", StringComparison.Ordinal)),
                ("V__3_rows.sql", rows.Replace("{0}", "2", StringComparison.Ordinal))
            ),
            new MigrateOptions { SingleTransaction = true }
        );

        Assert.That(await Engine.QueryAsync(Database, "SELECT count(*) FROM child"), Is.EqualTo(new[] { "2" }));
    }
}

[TestFixture]
public sealed class MariaDbSingleTransactionTests : DeploymentSuite<MariaDbTestEngine>
{
    [Test]
    public async Task An_engine_that_commits_by_itself_refuses()
    {
        var outcome = await MigrateAsync(
            Artifact(("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n")),
            new MigrateOptions { SingleTransaction = true }
        );

        Assert.That(await Engine.OwnTablesAsync(Database), Is.Empty);
        Snapshots.Match(Account(outcome.Failure));
    }
}
