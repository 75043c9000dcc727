using System.Data.Common;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>Rows begin in the packet of the definitions before them, and fail, wait and are fenced as if they had gone by themselves.</summary>
[TestFixture]
public sealed class MariaDbRowsInPacketTests : DeploymentSuite<MariaDbTestEngine>
{
    private static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT PRIMARY KEY);\nINSERT INTO a VALUES (1);\n-- rollback\nDROP TABLE a;\n"
    );

    /// <summary>Its rows wait for whoever has changed the one of table a.</summary>
    private static readonly (string File, string Text) Waiting = (
        "V__2_waiting.sql",
        "-- upgrade\nCREATE TABLE b (id INT);\nUPDATE a SET id = 7;\nINSERT INTO b VALUES (1);\n-- rollback\nDROP TABLE b;\n"
    );

    private const string UpdatingRow =
        "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'UPDATE a SET id = 7%'";

    [Test]
    public async Task One_packet_takes_the_definitions_and_the_first_of_the_rows()
    {
        var file = (
            "V__2_x.sql",
            "-- upgrade\nCREATE TABLE b (id INT);\nINSERT INTO b VALUES (1);\nINSERT INTO b VALUES (2);\nCREATE TABLE c (id INT);\n-- rollback\nDROP TABLE b;\n"
        );
        var server = await MariaDbServer.StartAsync("--log-output=TABLE");
        try
        {
            var target = Target(Artifact(CreateA, file)) with { ConnectionString = await server.CreateDatabaseAsync() };
            await server.ExecuteAsync("SET GLOBAL general_log = ON");
            var outcome = await new Deployment(target, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None);
            await server.ExecuteAsync("SET GLOBAL general_log = OFF");

            Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
            var packets = await Engine.QueryAsync(
                server.ConnectionString,
                "SELECT argument FROM mysql.general_log WHERE argument LIKE '%GET_LOCK%TABLE b %' OR argument LIKE '%TABLE c %' ORDER BY event_time"
            );
            Assert.That(packets[0], Does.StartWith("SET NAMES utf8mb4, "), "A reset of MySQL forgets how the driver writes.");
            Assert.That(packets[0], Does.Match("(?s)lock_wait_timeout = 5; ?START TRANSACTION;.*VALUES \\(1\\)"));
            Assert.That(packets[0], Does.Not.Contain("VALUES (2)"));
            Assert.That(
                packets[^1],
                Does.Match("(?s)innodb_lock_wait_timeout = DEFAULT.*TABLE c"),
                "The limit is that of the rows."
            );
        }
        finally
        {
            await server.StopAsync();
        }
    }

    [Test]
    public async Task A_refused_row_is_named_and_the_definitions_before_it_are_counted()
    {
        var file = (
            "V__2_x.sql",
            "-- upgrade\nCREATE TABLE b (id INT);\nINSERT INTO a VALUES (2), (1);\n-- rollback\nDROP TABLE b;\n"
        );
        var outcome = await MigrateAsync(Artifact(CreateA, file));

        Assert.That(outcome.Failure?.Location, Is.EqualTo("V__2_x.sql(3,1)"), Account(outcome.Failure));
        Assert.That(outcome.Failure!.Message, Does.Contain("Duplicate entry"));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "applied|2|null", "failed|1|null" }));
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { "1" }));
        await Engine.ExecuteAsync(Database, "DELETE FROM a");
        await MigratedAsync(Artifact(CreateA, file), new MigrateOptions { Resume = true });
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public async Task A_syntax_error_in_the_rows_is_placed_and_quotes_nothing_else()
    {
        var file = (
            "V__2_x.sql",
            "-- upgrade\nCREATE TABLE b (id INT);\nINSERT INTO a\n  VALLUES (2);\nINSERT INTO a VALUES (3);\n-- rollback\nDROP TABLE b;\n"
        );
        var outcome = await MigrateAsync(Artifact(CreateA, file));

        Assert.That(outcome.Failure?.Location, Is.EqualTo("V__2_x.sql(4,3)"), Account(outcome.Failure));
        Assert.That(outcome.Failure!.Message, Does.Not.Contain("dbwarden").And.Not.Contain("START"));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "applied|2|null", "failed|1|null" }));
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task Rows_that_wait_for_a_lock_give_way_and_come_back()
    {
        await MigratedAsync(Artifact(CreateA));
        var obstacle = await ObstructAsync();
        var deployment = new Deployment(
            Target(Artifact(CreateA, Waiting)) with
            {
                LockTimeout = TimeSpan.FromSeconds(1),
            },
            happened =>
            {
                Events.Add(happened);
                if (happened is DeploymentEvent.GaveWay { Attempt: 1 })
                    obstacle.Dispose();
            }
        );
        var outcome = await deployment.MigrateAsync(new MigrateOptions(), CancellationToken.None);

        Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
        Assert.That(Events.OfType<DeploymentEvent.GaveWay>().ToList(), Is.Not.Empty);
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "applied|2|null", "applied|2|null" }));
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { "7" }));
    }

    [Test]
    public async Task Interrupted_rows_are_undone_and_the_definitions_stay()
    {
        using var stop = new CancellationTokenSource();
        var run = await MigrateUntilRowsWaitAsync(stop.Token);
        await stop.CancelAsync();
        var outcome = await run.Migration;
        await run.Obstacle.DisposeAsync();

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Interrupted), Account(outcome.Failure));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "applied|2|null", "failed|1|null" }));
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { "1" }));
        await ResumeAsync();
    }

    [Test]
    public async Task A_session_that_ends_while_rows_wait_leaves_a_journal_to_go_on_from()
    {
        var run = await MigrateUntilRowsWaitAsync();
        var session = await Engine.QueryAsync(Database, UpdatingRow);
        await Engine.ExecuteAsync(Database, $"KILL {session[0]}");
        var outcome = await run.Migration;
        await run.Obstacle.DisposeAsync();

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(outcome.Failure));
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { "1" }));
        await ResumeAsync();
    }

    [Test]
    public async Task A_lease_lost_while_a_definition_runs_keeps_the_rows_from_beginning()
    {
        // Rows of this table cannot be undone: only the fence keeps them out.
        var first = (
            "V__1_a.sql",
            "-- upgrade\nCREATE TABLE a (id INT);\nCREATE TABLE log (id INT) ENGINE=MyISAM;\n-- rollback\nDROP TABLE a;\n"
        );
        var second = (
            "V__2_x.sql",
            "-- upgrade\nCREATE INDEX i ON a (id);\nINSERT INTO log VALUES (1);\n-- rollback\nDROP INDEX i ON a;\n"
        );
        await MigratedAsync(Artifact(first));
        var obstacle = await Engine.OpenAsync(Database);
        await ExecuteAsync(obstacle, "BEGIN; SELECT * FROM a");
        var migration = Start(Artifact(first, second));
        await Engine.WaitForAsync(
            Database,
            "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'CREATE INDEX%' AND state LIKE 'Waiting for table metadata lock'"
        );
        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET fence = fence + 1, execution_id = NULL");
        await obstacle.DisposeAsync();
        var outcome = await migration;

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(outcome.Failure));
        Assert.That(await Engine.QueryAsync(Database, "SELECT COUNT(*) FROM log"), Is.EqualTo(new[] { "0" }));
    }

    private Task<RunOutcome> Start(Artifact artifact, CancellationToken cancellation = default)
    {
        var deployment = new Deployment(Target(artifact) with { LockTimeout = TimeSpan.Zero }, Events.Add);
        return Task.Run(() => deployment.MigrateAsync(new MigrateOptions(), cancellation), CancellationToken.None);
    }

    private async Task<(Task<RunOutcome> Migration, DbConnection Obstacle)> MigrateUntilRowsWaitAsync(
        CancellationToken cancellation = default
    )
    {
        await MigratedAsync(Artifact(CreateA));
        var obstacle = await ObstructAsync();
        var migration = Start(Artifact(CreateA, Waiting), cancellation);
        await Engine.WaitForAsync(Database, UpdatingRow);
        return (migration, obstacle);
    }

    private async Task<DbConnection> ObstructAsync()
    {
        var obstacle = await Engine.OpenAsync(Database);
        await ExecuteAsync(obstacle, "BEGIN; UPDATE a SET id = 8");
        return obstacle;
    }

    private async Task ResumeAsync()
    {
        await MigratedAsync(Artifact(CreateA, Waiting), new MigrateOptions { Resume = true });
        Assert.That(await RowsAsync(), Is.EqualTo(new[] { "7" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b" }));
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private Task<IReadOnlyList<string>> RowsAsync() => Engine.QueryAsync(Database, "SELECT id FROM a ORDER BY id");

    private Task<IReadOnlyList<string>> JournalAsync() =>
        Engine.QueryAsync(Database, "SELECT state, units_done, unit_in_doubt FROM __dbwarden_migrations ORDER BY identity");
}
