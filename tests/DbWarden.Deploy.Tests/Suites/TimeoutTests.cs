using System.Data.Common;
using System.Diagnostics;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>A migration that meets a table which others hold gives way to them, and comes back.</summary>
public abstract class TimeoutTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private static readonly (string File, string Text) Alter = (
        "V__1_alter.sql",
        "-- upgrade\nALTER TABLE busy ADD COLUMN more INT;\n-- rollback\nALTER TABLE busy DROP COLUMN more;\n"
    );

    /// <summary>The shortest time that the engine can wait.</summary>
    protected abstract TimeSpan Shortest { get; }

    /// <summary>A statement that takes longer than any test waits.</summary>
    protected abstract string Sleep { get; }

    [SetUp]
    public Task CreateTableAsync() => Engine.ExecuteAsync(Database, "CREATE TABLE busy (id INT)");

    [Test]
    public async Task A_blocked_statement_gives_way_until_its_attempts_are_over()
    {
        await using var holder = await HoldTableAsync();
        var outcome = await MigrateAsync(Alter, retries: 1);

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.MigrationFailed), Account(outcome.Failure));
        Assert.That(
            Events.OfType<DeploymentEvent.GaveWay>().Select(one => (one.Attempt, one.Attempts)),
            Is.EqualTo(new[] { (1, 2) })
        );
        Snapshots.Match(Account(outcome.Failure));
    }

    [Test]
    public async Task A_blocked_statement_is_done_once_the_table_is_free()
    {
        var holder = await HoldTableAsync();
        var outcome = await MigrateAsync(
            Alter,
            retries: 5,
            happened =>
            {
                if (happened is DeploymentEvent.GaveWay { Attempt: 1 })
                    holder.Dispose();
            }
        );

        Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
        Assert.That(await Engine.QueryAsync(Database, "SELECT more FROM busy"), Is.Empty);
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "migrate 1 applied" }));
    }

    [Test]
    public async Task Readers_queue_behind_a_blocked_statement_no_longer_than_its_timeout()
    {
        await using var holder = await HoldTableAsync();
        using var stop = new CancellationTokenSource();
        var gaveWay = 0;
        var deployment = new Deployment(
            Target(Artifact(Alter)) with
            {
                LockTimeout = Shortest,
                LockRetries = 100,
            },
            happened => Interlocked.Add(ref gaveWay, happened is DeploymentEvent.GaveWay ? 1 : 0)
        );
        var run = Task.Run(() => deployment.MigrateAsync(new MigrateOptions(), stop.Token));
        var longest = TimeSpan.Zero;
        while (Volatile.Read(ref gaveWay) < 3)
        {
            var watch = Stopwatch.StartNew();
            await Engine.QueryAsync(Database, "SELECT id FROM busy");
            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
        }

        await stop.CancelAsync();
        await run;
        Assert.That(longest, Is.LessThan(Shortest + TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task A_statement_that_runs_too_long_is_cancelled_on_the_server()
    {
        var file = ("V__1_slow.sql", $"-- dbwarden: statement-timeout 1s\n-- upgrade\n{Sleep};\n-- rollback\nSELECT 1;\n");
        var outcome = await MigrateAsync(file, retries: 0);

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.MigrationFailed), Account(outcome.Failure));
        Snapshots.Match(Account(outcome.Failure));
    }

    /// <summary>A transaction that has read the table, and keeps others from changing it until it is disposed.</summary>
    protected async Task<DbConnection> HoldTableAsync()
    {
        var connection = await Engine.OpenAsync(Database);
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "SELECT id FROM busy";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    protected Task<RunOutcome> MigrateAsync(
        (string File, string Text) file,
        int retries,
        Action<DeploymentEvent>? happens = null
    ) =>
        new Deployment(
            Target(Artifact(file)) with
            {
                LockTimeout = Shortest,
                LockRetries = retries,
            },
            happened =>
            {
                Events.Add(happened);
                happens?.Invoke(happened);
            }
        ).MigrateAsync(new MigrateOptions(), CancellationToken.None);
}

[TestFixture]
public sealed class PostgreSqlTimeoutTests : TimeoutTests<PostgreSqlTestEngine>
{
    protected override TimeSpan Shortest => TimeSpan.FromMilliseconds(200);

    protected override string Sleep => "SELECT pg_sleep(100)";

    [Test]
    public async Task A_concurrent_index_waits_without_giving_up()
    {
        var holder = await HoldTableAsync();
        var file = (
            "V__1_x.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE INDEX CONCURRENTLY i ON busy (id);\n-- rollback\nDROP INDEX i;\n"
        );
        // A transaction that has only read the table does not block the index itself; one that has written does.
        await using var command = holder.CreateCommand();
        command.CommandText = "INSERT INTO busy VALUES (1)";
        await command.ExecuteNonQueryAsync();
        var run = Task.Run(() => MigrateAsync(file, retries: 0));
        await Engine.WaitForAsync(
            Database,
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'CREATE INDEX%' AND wait_event_type = 'Lock' "
                + "AND clock_timestamp() - query_start > interval '600 ms'"
        );
        await holder.DisposeAsync();

        var outcome = await run;
        Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
    }

    [Test]
    public async Task A_statement_outside_a_transaction_gives_way_as_well()
    {
        var holder = await HoldTableAsync();
        var file = (
            "V__1_x.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nALTER TABLE busy ADD COLUMN more INT;\n-- rollback\nALTER TABLE busy DROP COLUMN more;\n"
        );
        var outcome = await MigrateAsync(
            file,
            retries: 5,
            happened =>
            {
                if (happened is DeploymentEvent.GaveWay { Attempt: 1 })
                    holder.Dispose();
            }
        );

        Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
        Assert.That(Events.OfType<DeploymentEvent.GaveWay>().ToList(), Is.Not.Empty);
    }
}

[TestFixture]
public sealed class MariaDbTimeoutTests : TimeoutTests<MariaDbTestEngine>
{
    protected override TimeSpan Shortest => TimeSpan.FromSeconds(1);

    // An interrupted SLEEP claims that all went well.
    protected override string Sleep => "INSERT INTO busy SELECT seq FROM seq_1_to_2000000000";

    [Test]
    public async Task A_statement_that_changes_a_table_waits_for_its_last_step_as_long_as_it_takes()
    {
        var file = (
            "V__1_x.sql",
            "-- upgrade\nALTER TABLE busy ADD COLUMN wait BIGINT DEFAULT (@@lock_wait_timeout), ALGORITHM = COPY;\n-- rollback\nSELECT 1;\n"
        );
        await Engine.ExecuteAsync(Database, "INSERT INTO busy VALUES (1)");
        var outcome = await MigrateAsync(file, retries: 0);

        Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
        Assert.That(await Engine.QueryAsync(Database, "SELECT wait FROM busy"), Is.EqualTo(new[] { "86400" }));
    }

    [Test]
    public async Task A_file_that_has_locked_its_tables_keeps_them_locked()
    {
        var file = (
            "V__1_x.sql",
            "-- upgrade\nLOCK TABLES busy WRITE;\nALTER TABLE busy ADD COLUMN more INT;\nINSERT INTO busy VALUES (1, 2);\nUNLOCK TABLES;\n-- rollback\nSELECT 1;\n"
        );
        var outcome = await MigrateAsync(file, retries: 0);

        Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
    }
}

[TestFixture]
public sealed class SqliteTimeoutTests : DeploymentSuite<SqliteTestEngine>
{
    [Test]
    public async Task A_statement_that_runs_too_long_is_interrupted()
    {
        const string Endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n WHERE x < 0";
        var artifact = Artifact(("V__1_slow.sql", $"-- upgrade\n{Endless};\n-- rollback\nSELECT 1;\n"));
        var target = Target(artifact) with { StatementTimeout = TimeSpan.FromMilliseconds(100) };
        var outcome = await new Deployment(target, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None);

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.MigrationFailed), Account(outcome.Failure));
        Assert.That(Account(outcome.Failure), Does.Contain("0.1 s"));
    }

    [Test]
    public async Task A_lock_timeout_of_zero_waits_for_the_write_lock_as_long_as_it_takes()
    {
        await using var writer = await Engine.OpenAsync(Database);
        var artifact = Artifact(("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"));
        var target = Target(artifact) with { LockTimeout = TimeSpan.Zero };
        var deployment = new Deployment(
            target,
            happened =>
            {
                if (happened is DeploymentEvent.MigrationStarted)
                    Execute(writer, "BEGIN IMMEDIATE");
            }
        );
        var run = Task.Run(() => deployment.MigrateAsync(new MigrateOptions(), CancellationToken.None));

        // Longer than the driver tries by itself.
        Assert.That(await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(3))), Is.Not.SameAs(run), "It waits.");
        Execute(writer, "COMMIT");

        Assert.That((await run).Failure, Is.Null);
    }

    private static void Execute(DbConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
