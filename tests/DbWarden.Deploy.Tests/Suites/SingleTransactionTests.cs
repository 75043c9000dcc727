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
    protected static readonly MigrateOptions Together = new() { SingleTransaction = true };

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
    public async Task However_many_they_are_each_has_its_record()
    {
        var migrations = Enumerable.Range(1, 130).Select(number => ($"V__{number}_row.sql", "-- upgrade\nSELECT 1;\n")).ToArray();
        await MigratedAsync(Artifact(migrations), Together);

        Assert.That(await StatusAsync(Artifact(migrations)), Is.All.EndsWith(" Applied").And.Exactly(130).Items);
        Assert.That(await HistoryAsync(), Is.EqualTo(Enumerable.Range(1, 130).Select(number => $"migrate {number} applied")));
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

    [Test]
    public async Task A_file_that_cannot_share_a_transaction_is_refused_before_anything_runs()
    {
        var failure = await RefuseAsync("no-transaction");
        Snapshots.Match(Account(failure));
    }

    protected async Task<Failure?> RefuseAsync(string directive)
    {
        var outcome = await MigrateAsync(
            Artifact(CreateA, (CreateB.File, $"-- dbwarden: {directive}\n{CreateB.Text}")),
            Together
        );

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(outcome.Failure));
        Assert.That(await Engine.OwnTablesAsync(Database), Is.Empty);
        return outcome.Failure;
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
    public async Task A_file_without_foreign_keys_cannot_share_a_transaction_either() =>
        Snapshots.Match(Account(await RefuseAsync("foreign-keys off")));

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
    public async Task A_directive_that_means_nothing_to_the_engine_is_no_obstacle() =>
        await MigratedAsync(Artifact(CreateA, (CreateB.File, $"-- dbwarden: foreign-keys off\n{CreateB.Text}")), Together);

    [Test]
    public async Task What_waits_for_a_table_too_long_is_undone_and_all_of_it_is_tried_again()
    {
        await Engine.ExecuteAsync(Database, "CREATE TABLE busy (id INT)");
        await using var obstacle = await Engine.OpenAsync(Database);
        await ExecuteAsync(obstacle, "BEGIN");
        await ExecuteAsync(obstacle, "LOCK TABLE busy");
        var gaveWay = new TaskCompletionSource<DeploymentEvent.GaveWay>();
        var change = ("V__2_busy.sql", "-- upgrade\nALTER TABLE busy ADD COLUMN name INT;\n-- rollback\nSELECT 1;\n");
        var target = Target(Artifact(CreateA, change)) with { LockTimeout = TimeSpan.FromMilliseconds(200), LockRetries = 1000 };
        var run = Task.Run(() =>
            new Deployment(
                target,
                happened =>
                {
                    if (happened is DeploymentEvent.GaveWay gave)
                        gaveWay.TrySetResult(gave);
                }
            ).MigrateAsync(Together, CancellationToken.None)
        );

        Assert.That((await gaveWay.Task.WaitAsync(TimeSpan.FromSeconds(60))).Migration.File, Is.EqualTo("V__2_busy.sql"));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "busy" }), "Nothing of the first remains meanwhile.");
        await ExecuteAsync(obstacle, "ROLLBACK");
        var outcome = await run;
        Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
        Assert.That(Files(outcome.Report.Completed), Is.EqualTo(new[] { "V__1_a.sql", "V__2_busy.sql" }));
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "migrate 1 applied", "migrate 2 applied" }));
    }

    [Test]
    public async Task A_session_ended_in_the_middle_leaves_nothing_of_any_of_them()
    {
        var failure = await MigrateWhileAsync(EndAsync("query LIKE 'SELECT pg_sleep%'"));
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
        Snapshots.Match(Account(failure! with { Details = [] }));
    }

    [Test]
    public async Task A_run_whose_lock_was_freed_in_the_middle_says_so()
    {
        var failure = await MigrateWhileAsync(async () =>
        {
            // As unlock does, but the other way round: so the run cannot meet the lock while it is still its own.
            await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET fence = fence + 1, execution_id = NULL");
            await EndAsync("query LIKE 'SELECT pg_sleep%'")();
        });
        Assert.That(failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(failure));
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
    }

    private async Task<Failure?> MigrateWhileAsync(Func<Task> happening)
    {
        var slow = ("V__2_slow.sql", "-- upgrade\nSELECT pg_sleep(100);\n-- rollback\nSELECT 1;\n");
        var target = Target(Artifact(CreateA, slow)) with { ConnectTimeout = TimeSpan.FromSeconds(30) };
        var run = Task.Run(() => new Deployment(target, _ => { }).MigrateAsync(Together, CancellationToken.None));
        await Engine.WaitForAsync(
            Database,
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()"
        );
        await happening();
        return (await run).Failure;
    }

    private Func<Task> EndAsync(string condition) =>
        () =>
            Engine.QueryAsync(
                Database,
                $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND {condition}"
            );

    private static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

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
