using System.Diagnostics;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>A run whose connection breaks finds out what became of its migration, says so, and leaves the lock free.</summary>
public abstract class LostConnectionTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    protected static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );

    /// <summary>A statement that changes rows, and takes longer than any test waits.</summary>
    protected abstract string Sleep { get; }

    /// <summary>Waits until the server is working on <see cref="Sleep"/>, and ends the session that does.</summary>
    protected abstract Task EndWorkingSessionAsync();

    /// <summary>The same for every session of the database.</summary>
    protected abstract Task EndAllSessionsAsync();

    [Test]
    public async Task A_session_ended_in_the_middle_of_a_transaction_leaves_nothing_and_frees_the_lock()
    {
        var failure = await MigrateWhileAsync(EndWorkingSessionAsync, ConnectTimeout);
        Snapshots.Match(WithoutCause(failure));
    }

    [Test]
    public async Task A_run_that_loses_all_its_sessions_connects_again_to_see_how_things_stand()
    {
        var failure = await MigrateWhileAsync(EndAllSessionsAsync, ConnectTimeout);
        Assert.That(failure?.State, Does.StartWith("V__2_slow.sql was undone as a whole"), Account(failure));
    }

    protected static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);

    private async Task<Failure?> MigrateWhileAsync(Func<Task> breakConnection, TimeSpan timeout)
    {
        var slow = ("V__2_slow.sql", $"-- upgrade\nINSERT INTO a VALUES (1);\n{Sleep};\n-- rollback\nDELETE FROM a;\n");
        var run = Task.Run(() => MigrateAsync(Target(Artifact(CreateA, slow)) with { ConnectTimeout = timeout }));
        await breakConnection();
        var outcome = await run;

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(outcome.Failure));
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.Empty);
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT execution_id FROM __dbwarden_lock"),
            Is.EqualTo(new[] { "null" }),
            "The lock is free."
        );
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "migrate 1 applied", "migrate 2 failed" }));
        return outcome.Failure;
    }

    /// <summary>What the driver notices first is a matter of luck.</summary>
    protected static string WithoutCause(Failure? failure) => Account(failure! with { Details = [] });

    protected Task<RunOutcome> MigrateAsync(DeploymentTarget target) =>
        new Deployment(target, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None);
}

[TestFixture]
public sealed class MariaDbLostConnectionTests : LostConnectionTests<MariaDbTestEngine>
{
    protected override string Sleep => "INSERT INTO a SELECT seq FROM seq_1_to_2000000000";

    protected override Task EndWorkingSessionAsync() => EndAsync("AND info LIKE 'INSERT INTO a SELECT%'");

    protected override Task EndAllSessionsAsync() => EndAsync("");

    private async Task EndAsync(string condition)
    {
        const string Sessions = "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() ";
        await Engine.WaitForAsync(Database, Sessions + "AND info LIKE 'INSERT INTO a SELECT%'");
        // In one go: a session that was ended makes others of the run end by themselves.
        var ids = await Engine.QueryAsync(Database, Sessions + condition);
        await Engine.ExecuteAsync(
            Database,
            $"BEGIN NOT ATOMIC DECLARE CONTINUE HANDLER FOR 1094 BEGIN END; {string.Concat(ids.Select(id => $"KILL {id}; "))}END"
        );
    }

    [Test]
    public async Task A_server_that_crashes_and_comes_up_again_is_asked_how_far_a_file_of_units_came()
    {
        var server = await StartAsync();
        try
        {
            var target = Target(Artifact(CreateA, HalfWay)) with
            {
                ConnectionString = await server.CreateDatabaseAsync(),
                ConnectTimeout = TimeSpan.FromMinutes(1),
            };
            await using var obstacle = await CloseGateAsync(target);
            var run = Task.Run(() => MigrateAsync(target));
            await WaitAtGateAsync(target);
            await server.CrashAndRestartAsync();
            var failure = (await run).Failure;

            Assert.That(failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(failure));
            Snapshots.Match(WithoutCause(failure));
            await ResumeAsync(target);
        }
        finally
        {
            await server.StopAsync();
        }
    }

    /// <summary>No replica answers: the commit is done on this server, and waits for ever to be acknowledged by another.</summary>
    [TestCase("session")]
    [TestCase("server")]
    public async Task A_commit_of_rows_that_was_under_way_when_the_connection_broke_is_counted(string broken)
    {
        var server = await StartAsync("--log-bin", "--binlog-format=ROW", "--rpl-semi-sync-master-timeout=3600000");
        try
        {
            var target = Target(Artifact(CreateA, HalfWay)) with
            {
                ConnectionString = await server.CreateDatabaseAsync(),
                ConnectTimeout = TimeSpan.FromMinutes(1),
            };
            var obstacle = await CloseGateAsync(target);
            var run = Task.Run(() => MigrateAsync(target));
            await WaitAtGateAsync(target);
            await server.ExecuteAsync("SET GLOBAL rpl_semi_sync_master_enabled = ON");
            await obstacle.DisposeAsync();
            const string Committing =
                "SELECT id FROM information_schema.processlist WHERE info = 'COMMIT' AND state LIKE 'Waiting for semi-sync ACK%'";
            await Engine.WaitForAsync(target.ConnectionString, Committing);
            if (broken == "server")
                await server.CrashAndRestartAsync();
            else
            {
                var session = (await Engine.QueryAsync(target.ConnectionString, Committing))[0];
                await server.ExecuteAsync($"KILL {session}");
                await Engine.WaitForAsync(
                    target.ConnectionString,
                    $"SELECT 1 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM information_schema.processlist WHERE id = {session})"
                );
                await server.ExecuteAsync("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
            }

            var failure = (await run).Failure;
            Assert.That(failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(failure));
            Assert.That(failure!.State, Does.StartWith("Units 1 to 2 of 3 in V__2_half.sql took effect; unit 3 did not."));
            await ResumeAsync(target);
        }
        finally
        {
            await server.StopAsync();
        }
    }

    [Test]
    public async Task A_crash_while_the_record_is_being_committed_is_reported_as_applied()
    {
        var server = await StartAsync("--log-bin", "--binlog-format=ROW", "--rpl-semi-sync-master-timeout=3600000");
        try
        {
            var rows = ("V__2_rows.sql", $"-- upgrade\nINSERT INTO a VALUES (2);\n{PassGate};\n-- rollback\nDELETE FROM a;\n");
            var target = Target(Artifact(CreateA, rows)) with
            {
                ConnectionString = await server.CreateDatabaseAsync(),
                ConnectTimeout = TimeSpan.FromMinutes(1),
            };
            var obstacle = await CloseGateAsync(target);
            var run = Task.Run(() => MigrateAsync(target));
            await WaitAtGateAsync(target);
            await server.ExecuteAsync("SET GLOBAL rpl_semi_sync_master_enabled = ON");
            await obstacle.DisposeAsync();
            await Engine.WaitForAsync(
                target.ConnectionString,
                "SELECT id FROM information_schema.processlist WHERE info = 'COMMIT' AND state LIKE 'Waiting for semi-sync ACK%'"
            );
            await server.CrashAndRestartAsync();
            var failure = (await run).Failure;

            Assert.That(failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(failure));
            Snapshots.Match(WithoutCause(failure));
            var next = await MigrateAsync(target);
            Assert.That(next.Failure, Is.Null, Account(next.Failure));
            Assert.That(await Engine.QueryAsync(target.ConnectionString, "SELECT id FROM a"), Is.EqualTo(new[] { "2", "1" }));
        }
        finally
        {
            await server.StopAsync();
        }
    }

    /// <summary>A statement that changes rows, and waits for as long as the test keeps the gate closed.</summary>
    private const string PassGate = "INSERT INTO a SELECT GET_LOCK('gate', 600)";

    private static readonly (string File, string Text) HalfWay = (
        "V__2_half.sql",
        $"-- upgrade\nCREATE TABLE b (id INT);\nINSERT INTO b VALUES (1);\n{PassGate};\nCREATE TABLE c (id INT);\n-- rollback\nDROP TABLE b;\n"
    );

    /// <summary>A server that loses nothing that it has committed.</summary>
    private static Task<MariaDbServer> StartAsync(params string[] options) =>
        MariaDbServer.StartAsync(["--innodb-flush-log-at-trx-commit=1", "--sync-binlog=1", .. options]);

    private async Task<System.Data.Common.DbConnection> CloseGateAsync(DeploymentTarget target)
    {
        var connection = await Engine.OpenAsync(target.ConnectionString);
        await using var command = connection.CreateCommand();
        command.CommandText = "DO GET_LOCK('gate', 0)";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private Task WaitAtGateAsync(DeploymentTarget target) =>
        Engine.WaitForAsync(
            target.ConnectionString,
            "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND state = 'User lock'"
        );

    private async Task ResumeAsync(DeploymentTarget target)
    {
        var resumed = await new Deployment(target, Events.Add).MigrateAsync(
            new MigrateOptions { Resume = true },
            CancellationToken.None
        );
        Assert.That(resumed.Failure, Is.Null, Account(resumed.Failure));
        Assert.That(await Engine.TablesAsync(target.ConnectionString), Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(
            await Engine.QueryAsync(target.ConnectionString, "SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b)"),
            Is.EqualTo(new[] { "1|1" })
        );
    }
}

[TestFixture]
public sealed class PostgreSqlLostConnectionTests : LostConnectionTests<PostgreSqlTestEngine>
{
    protected override string Sleep => "SELECT pg_sleep(100)";

    protected override Task EndWorkingSessionAsync() => EndAsync("AND query LIKE 'SELECT pg_sleep%'");

    protected override Task EndAllSessionsAsync() => EndAsync("");

    private async Task EndAsync(string condition)
    {
        const string Sessions = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ";
        await Engine.WaitForAsync(Database, "SELECT 1 " + Sessions + "AND query LIKE 'SELECT pg_sleep%'");
        await Engine.QueryAsync(Database, "SELECT pg_terminate_backend(pid) " + Sessions + condition);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_session_ended_while_its_commit_is_under_way_is_reported_as_applied(bool together)
    {
        // Nobody replicates: a commit that asks for that is done on this server, and then waits for ever.
        var server = await PostgreSqlServer.StartAsync("synchronous_standby_names=nobody", "synchronous_commit=local");
        try
        {
            var database = await server.CreateDatabaseAsync();
            var target = Target(Artifact(CreateA)) with { ConnectionString = database, ConnectTimeout = ConnectTimeout };
            Assert.That((await MigrateAsync(target)).Failure, Is.Null);
            await Engine.ExecuteAsync(
                database,
                "CREATE FUNCTION ask() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('synchronous_commit', 'on', true); RETURN NEW; END $$"
            );
            await Engine.ExecuteAsync(
                database,
                "CREATE TRIGGER ask AFTER INSERT ON __dbwarden_history FOR EACH ROW EXECUTE FUNCTION ask()"
            );
            (string, string)[] more =
            [
                ("V__2_b.sql", "-- upgrade\nCREATE TABLE b (id INT);\n-- rollback\nDROP TABLE b;\n"),
                .. together ? new[] { ("V__3_c.sql", "-- upgrade\nCREATE TABLE c (id INT);\n-- rollback\nDROP TABLE c;\n") } : [],
            ];
            var options = new MigrateOptions { SingleTransaction = together };
            var run = Task.Run(() =>
                new Deployment(target with { Artifact = Artifact([CreateA, .. more]) }, Events.Add).MigrateAsync(
                    options,
                    CancellationToken.None
                )
            );
            await Engine.WaitForAsync(database, "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            await Engine.QueryAsync(
                database,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
            );
            var outcome = await run;

            Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(outcome.Failure));
            Assert.That(await Engine.TablesAsync(database), Is.EqualTo(together ? new[] { "a", "b", "c" } : ["a", "b"]));
            Assert.That(
                await Engine.QueryAsync(database, "SELECT execution_id FROM __dbwarden_lock"),
                Is.EqualTo(new[] { "null" })
            );
            Snapshots.Match(WithoutCause(outcome.Failure), together ? "together" : "alone");
        }
        finally
        {
            await server.StopAsync();
        }
    }

    [Test]
    public async Task A_server_that_crashes_and_comes_up_again_is_asked_how_things_stand()
    {
        var server = await PostgreSqlServer.StartAsync();
        try
        {
            var database = await server.CreateDatabaseAsync();
            var slow = ("V__2_slow.sql", $"-- upgrade\nCREATE TABLE b (id INT);\n{Sleep};\n-- rollback\nDROP TABLE b;\n");
            var target = Target(Artifact(CreateA, slow)) with { ConnectionString = database, ConnectTimeout = ConnectTimeout };
            var run = Task.Run(() => MigrateAsync(target));
            const string Working =
                "SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()";
            await Engine.WaitForAsync(database, Working);
            // A session that dies so takes all others with it.
            using var session = Process.GetProcessById(int.Parse((await Engine.QueryAsync(database, Working))[0], null));
            session.Kill();
            var outcome = await run;

            Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(outcome.Failure));
            Assert.That(outcome.Failure!.State, Does.StartWith("V__2_slow.sql was undone as a whole"));
            Assert.That(await Engine.TablesAsync(database), Is.EqualTo(new[] { "a" }));
            Assert.That(
                await Engine.QueryAsync(database, "SELECT execution_id FROM __dbwarden_lock"),
                Is.EqualTo(new[] { "null" })
            );
        }
        finally
        {
            await server.StopAsync();
        }
    }

    [Test]
    public async Task A_server_that_does_not_come_back_leaves_the_question_open()
    {
        var server = await PostgreSqlServer.StartAsync();
        var database = await server.CreateDatabaseAsync();
        var slow = ("V__1_slow.sql", $"-- upgrade\n{Sleep};\n-- rollback\nSELECT 1;\n");
        var run = Task.Run(() => MigrateAsync(Target(Artifact(slow)) with { ConnectionString = database }));
        await Engine.WaitForAsync(
            database,
            "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()"
        );
        await server.StopAsync();

        var failure = (await run).Failure;
        Assert.That(failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(failure));
        Assert.That(failure!.State, Is.EqualTo("Whether V__1_slow.sql is applied is not known: the server does not answer."));
    }
}
