using System.Data.Common;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Databases.MySql;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>The journal's write and the definitions that it begins travel together, and are told apart all the same.</summary>
[TestFixture]
public sealed class MariaDbPacketTests : DeploymentSuite<MariaDbTestEngine>
{
    private static readonly (string File, string Text) ThreeTables = (
        "V__2_three.sql",
        "-- upgrade\nCREATE TABLE b (id INT);\nCREATE TABLE c (id INT);\nCREATE TABLE d (id INT);\n-- rollback\nDROP TABLE b;\n"
    );

    /// <summary>Its first definition waits for whoever uses table a, and its second makes a table.</summary>
    private static readonly (string File, string Text) Waiting = (
        "V__2_waiting.sql",
        "-- upgrade\nCREATE INDEX i ON a (id);\nCREATE TABLE b (id INT);\n-- rollback\nDROP TABLE b;\n"
    );

    private static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );

    [Test]
    public async Task One_packet_takes_the_journal_and_all_new_definitions()
    {
        var server = await MariaDbServer.StartAsync("--log-output=TABLE");
        try
        {
            var target = Target(Artifact(CreateA, ThreeTables)) with { ConnectionString = await server.CreateDatabaseAsync() };
            await server.ExecuteAsync("SET GLOBAL general_log = ON");
            var outcome = await new Deployment(target, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None);
            await server.ExecuteAsync("SET GLOBAL general_log = OFF");

            Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
            Assert.That(
                await Engine.QueryAsync(
                    server.ConnectionString,
                    "SELECT COUNT(*) FROM mysql.general_log WHERE argument REGEXP 'GET_LOCK.*INSERT INTO.*__dbwarden_migrations(.|\n)*TABLE b(.|\n)*TABLE c(.|\n)*TABLE d'"
                ),
                Is.EqualTo(new[] { "1" })
            );
        }
        finally
        {
            await server.StopAsync();
        }
    }

    [Test]
    public async Task A_journal_that_goes_on_in_the_middle_of_a_file_is_told_apart_likewise()
    {
        var file = (
            "V__2_x.sql",
            "-- upgrade\nCREATE TABLE b (id INT);\nDROP TABLE IF EXISTS old;\nCREATE TABLE c (id INT);\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE b;\n"
        );
        var outcome = await MigrateAsync(Artifact(CreateA, file));

        Assert.That(outcome.Failure?.Location, Is.EqualTo("V__2_x.sql(5,1)"), Account(outcome.Failure));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "applied|1|null", "failed|3|null" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [Test]
    public async Task A_refused_definition_is_named_and_those_before_it_are_counted()
    {
        await Engine.ExecuteAsync(Database, "CREATE TABLE c (other INT)");
        var outcome = await MigrateAsync(Artifact(CreateA, ThreeTables));

        Snapshots.Match(Account(outcome.Failure));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "applied|1|null", "failed|1|null" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b", "c" }));
        await Engine.ExecuteAsync(Database, "DROP TABLE c");
        await MigratedAsync(Artifact(CreateA, ThreeTables), new MigrateOptions { Resume = true });
    }

    [TestCase("CREATE TABLE c (id INT)\n  COMENT 'x'", "V__1_x.sql(4,10)")]
    [TestCase("CREATE TABLE c (id INT", "V__1_x.sql(3,1)")]
    public async Task A_syntax_error_is_placed_and_quotes_nothing_of_what_was_sent_behind_it(string statement, string place)
    {
        var file = (
            "V__1_x.sql",
            $"-- upgrade\nCREATE TABLE b (id INT);\n{statement};\nCREATE TABLE d (id INT);\n-- rollback\nDROP TABLE b;\n"
        );
        var outcome = await MigrateAsync(Artifact(file));

        Assert.That(outcome.Failure?.Location, Is.EqualTo(place), Account(outcome.Failure));
        Assert.That(outcome.Failure!.Message, Does.Not.Contain("dbwarden").And.Not.Contain("TABLE d"));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "failed|1|null" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public async Task Comments_and_bodies_swallow_nothing_of_what_follows()
    {
        var file = (
            "V__1_x.sql",
            "-- upgrade\nCREATE TABLE b (id INT) -- a note;\n;\nCREATE TABLE c (id INT) # another\n;\nCREATE TABLE d (id INT /* ; */)\n;\n"
                + "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END -- last$$\n$$\nDELIMITER ;\nCREATE TABLE e (id INT DEFAULT 0 COMMENT 'a ? and @b')"
                + "\n-- rollback\nDROP TABLE b;\n"
        );
        await MigratedAsync(Artifact(file));

        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "b", "c", "d", "e" }));
        Assert.That(await Engine.QueryAsync(Database, "SELECT units_done FROM __dbwarden_migrations"), Is.EqualTo(new[] { "5" }));
    }

    [Test]
    public async Task A_lease_lost_while_the_first_definition_runs_stops_the_second_on_the_server()
    {
        var run = await MigrateUntilItWaitsAsync();
        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET fence = fence + 1, execution_id = NULL");
        await run.Obstacle.DisposeAsync();
        var outcome = await run.Migration;

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(outcome.Failure));
        Assert.That(await IndexesAsync(), Is.EqualTo(new[] { "i" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task An_interrupted_definition_is_in_doubt_until_the_catalog_is_asked()
    {
        using var stop = new CancellationTokenSource();
        var run = await MigrateUntilItWaitsAsync(stop.Token);
        await stop.CancelAsync();
        var outcome = await run.Migration;
        await run.Obstacle.DisposeAsync();

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Interrupted), Account(outcome.Failure));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "applied|1|null", "failed|0|1" }));
        await ResumeAsync();
    }

    [Test]
    public async Task A_session_that_ends_while_a_definition_runs_leaves_a_journal_to_go_on_from()
    {
        var run = await MigrateUntilItWaitsAsync();
        await EndSessionAsync("CREATE INDEX%");
        var outcome = await run.Migration;
        await run.Obstacle.DisposeAsync();

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(outcome.Failure));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "applied|1|null", "failed|0|1" }));
        await ResumeAsync();
    }

    [Test]
    public async Task A_session_that_ends_before_the_journal_is_written_has_begun_nothing()
    {
        await MigratedAsync(Artifact(CreateA));
        var obstacle = await Engine.OpenAsync(Database);
        // The journal cannot be written for now.
        await ExecuteAsync(obstacle, "LOCK TABLES __dbwarden_migrations READ");
        var migration = Task.Run(() => MigrateAsync(Artifact(CreateA, ThreeTables)));
        await EndSessionAsync("INSERT INTO%__dbwarden_migrations%");
        await obstacle.DisposeAsync();
        var outcome = await migration;

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Unreachable), Account(outcome.Failure));
        Assert.That(outcome.Failure!.State, Does.StartWith("V__2_three.sql was undone as a whole"), Account(outcome.Failure));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "applied|1|null" }));
        await MigratedAsync(Artifact(CreateA, ThreeTables));
    }

    [Test]
    public async Task A_session_that_still_has_the_lock_of_the_work_is_named()
    {
        await using var other = await Engine.OpenAsync(Database);
        var name = await NameOfLockAsync();
        Task? waiting = null;
        var deployment = new Deployment(
            Target(Artifact(CreateA, ThreeTables)),
            happened =>
            {
                if (happened is not DeploymentEvent.MigrationStarted { Migration.File: "V__1_a.sql" })
                    return;
                // It gets the lock as soon as the session is put back for the second migration.
                waiting = ExecuteAsync(other, $"DO GET_LOCK('{name}', 60)");
                Engine.WaitForAsync(Database, WaitingForLock).GetAwaiter().GetResult();
            }
        );
        var outcome = await deployment.MigrateAsync(new MigrateOptions(), CancellationToken.None);
        await waiting!;

        Assert.That(
            outcome.Failure?.Message,
            Is.EqualTo("A statement of an earlier run is still at work on the server."),
            Account(outcome.Failure)
        );
        Assert.That(outcome.Failure!.Details, Has.Some.Contains("KILL "));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "applied|1|null" }));
    }

    private const string WaitingForLock =
        "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND state = 'User lock'";

    private async Task<string> NameOfLockAsync()
    {
        var engine = DatabaseEngine.Find(Engine.Name)!;
        await using var connection = await engine.OpenAsync(Database, Access.Read, CancellationToken.None);
        var facts = await engine.ReadFactsAsync(connection, schema: null, CancellationToken.None);
        return new MySqlNamedLock(new LeaseQueries(new RecordTables(engine.Sql, facts.Schema), "primary").Scope).Name;
    }

    private async Task<(Task<RunOutcome> Migration, DbConnection Obstacle)> MigrateUntilItWaitsAsync(
        CancellationToken cancellation = default
    )
    {
        await MigratedAsync(Artifact(CreateA));
        var obstacle = await Engine.OpenAsync(Database);
        await ExecuteAsync(obstacle, "BEGIN; SELECT * FROM a");
        var patient = Target(Artifact(CreateA, Waiting)) with { LockTimeout = TimeSpan.Zero };
        var deployment = new Deployment(patient, Events.Add);
        var migration = Task.Run(() => deployment.MigrateAsync(new MigrateOptions(), cancellation), CancellationToken.None);
        await Engine.WaitForAsync(Database, Session("CREATE INDEX%"));
        return (migration, obstacle);
    }

    private async Task ResumeAsync()
    {
        await MigratedAsync(Artifact(CreateA, Waiting), new MigrateOptions { Resume = true });
        Assert.That(await IndexesAsync(), Is.EqualTo(new[] { "i" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b" }));
    }

    private async Task EndSessionAsync(string statement)
    {
        await Engine.WaitForAsync(Database, Session(statement));
        var session = await Engine.QueryAsync(Database, Session(statement));
        await Engine.ExecuteAsync(Database, $"KILL {session[0]}");
    }

    private static string Session(string statement) =>
        $"SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE '{statement}' AND state LIKE 'Waiting for table metadata lock'";

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private Task<IReadOnlyList<string>> IndexesAsync() =>
        Engine.QueryAsync(
            Database,
            "SELECT DISTINCT index_name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'a'"
        );

    private Task<IReadOnlyList<string>> JournalAsync() =>
        Engine.QueryAsync(Database, "SELECT state, units_done, unit_in_doubt FROM __dbwarden_migrations ORDER BY identity");
}
