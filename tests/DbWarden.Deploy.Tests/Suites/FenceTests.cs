using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>A run that has lost its lease changes nothing any more, wherever in a migration that happens.</summary>
public abstract class FenceTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private const string TakeAway = "UPDATE __dbwarden_lock SET fence = fence + 1, execution_id = NULL";

    private static readonly (string File, string Text) TwoTables = (
        "V__1_x.sql",
        "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\n-- rollback\nDROP TABLE b;\nDROP TABLE a;\n"
    );

    [Test]
    public async Task A_lease_lost_between_two_statements_stops_the_run_before_the_second()
    {
        var outcome = await MigrateLosingTheLeaseAfterAsync(statement: 1);

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(outcome.Failure));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a" }));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { "applying|0|1" }));
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "migrate 1 failed" }));
        TestSupport.Snapshots.Match(Account(outcome.Failure));
    }

    [Test]
    public async Task A_lease_lost_after_the_last_statement_leaves_the_record_to_whoever_has_it_now()
    {
        var outcome = await MigrateLosingTheLeaseAfterAsync(statement: 2);

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(outcome.Failure));
        Assert.That(await JournalAsync(), Is.EqualTo(new[] { JournalOfSecond }));
    }

    [Test]
    public async Task A_lease_lost_between_two_migrations_stops_the_run_before_the_second()
    {
        var migrations = Artifact(
            ("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"),
            ("V__2_b.sql", "-- upgrade\nCREATE TABLE b (id INT);\n-- rollback\nDROP TABLE b;\n"),
            ("V__3_c.sql", "-- upgrade\nCREATE TABLE c (id INT);\n-- rollback\nDROP TABLE c;\n")
        );
        var deployment = new Deployment(
            Target(migrations),
            happened =>
            {
                if (happened is DeploymentEvent.MigrationFinished { Migration.File: "V__2_b.sql" })
                    Engine.ExecuteAsync(Database, TakeAway).GetAwaiter().GetResult();
            }
        );

        var outcome = await deployment.MigrateAsync(new MigrateOptions(), CancellationToken.None);

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(outcome.Failure));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task Records_are_written_only_while_the_lease_is_held()
    {
        await MigratedAsync(Artifact(("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n")));
        var engine = DatabaseEngine.Find(Engine.Name)!;
        await using var connection = await engine.OpenAsync(Database, Access.Write, CancellationToken.None);
        var facts = await engine.ReadFactsAsync(connection, schema: null, CancellationToken.None);
        var queries = new LeaseQueries(new RecordTables(engine.Sql, facts.Schema), "primary");
        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET fence = 7, execution_id = 'mine'");
        var writer = new LeasedWriter(engine, connection, queries, new LeaseToken("mine", 7));
        var rename = new Query("UPDATE __dbwarden_migrations SET description = 'new' WHERE identity = '1'");

        await writer.WriteAsync(LeasedWrite.Update(rename), CancellationToken.None);
        await writer.ExecuteAsync([rename, rename], CancellationToken.None);
        await Engine.ExecuteAsync(Database, TakeAway);
        var forget = new Query("DELETE FROM __dbwarden_migrations WHERE identity = '1'");

        Assert.That(
            async () => await writer.WriteAsync(LeasedWrite.Update(forget), CancellationToken.None),
            Throws.TypeOf<LeaseLostException>()
        );
        Assert.That(
            async () => await writer.ExecuteAsync([forget, rename], CancellationToken.None),
            Throws.TypeOf<LeaseLostException>()
        );
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT description FROM __dbwarden_migrations"),
            Is.EqualTo(new[] { "new" })
        );
    }

    /// <summary>State, units done and the unit in doubt while the second statement runs.</summary>
    protected virtual string JournalOfSecond => "applying|1|2";

    private Task<IReadOnlyList<string>> JournalAsync() =>
        Engine.QueryAsync(Database, "SELECT state, units_done, unit_in_doubt FROM __dbwarden_migrations");

    private Task<RunOutcome> MigrateLosingTheLeaseAfterAsync(int statement) =>
        new Deployment(
            Target(Artifact(TwoTables)) with
            {
                ReportStatements = true,
            },
            happened =>
            {
                if (happened is DeploymentEvent.StatementFinished finished && finished.Number == statement)
                    Engine.ExecuteAsync(Database, TakeAway).GetAwaiter().GetResult();
            }
        ).MigrateAsync(new MigrateOptions(), CancellationToken.None);
}

[TestFixture]
public sealed class SqliteFenceTests : FenceTests<SqliteTestEngine>;

[TestFixture]
public sealed class MariaDbFenceTests : FenceTests<MariaDbTestEngine>
{
    /// <summary>One write has begun both, since the catalog tells how far they came.</summary>
    protected override string JournalOfSecond => "applying|0|1";

    [Test]
    public async Task The_named_lock_is_taken_again_for_each_migration()
    {
        var schema = (await Engine.QueryAsync(Database, "SELECT DATABASE()"))[0];
        var scope = new LeaseQueries(new RecordTables(DatabaseEngine.Find("mariadb")!.Sql, schema), "primary").Scope;
        var name = new Databases.MySql.MySqlNamedLock(scope).Name;
        var ask = $"INSERT INTO held SELECT IS_USED_LOCK('{name}') = CONNECTION_ID()";
        await MigratedAsync(
            Artifact(
                ("V__1_a.sql", $"-- upgrade\nCREATE TABLE held (it BOOLEAN);\n{ask};\n-- rollback\nDROP TABLE held;\n"),
                ("V__2_b.sql", $"-- upgrade\nSET @x = 1;\n{ask};\n-- rollback\nDELETE FROM held;\n"),
                ("V__3_c.sql", $"-- upgrade\n{ask};\n-- rollback\nDELETE FROM held;\n")
            )
        );

        Assert.That(await Engine.QueryAsync(Database, "SELECT it FROM held"), Is.EqualTo(new[] { "True", "True", "True" }));
    }
}

[TestFixture]
public sealed class PostgreSqlFenceTests : FenceTests<PostgreSqlTestEngine>
{
    private const string Blocked = "V__1_x.sql";

    private static readonly (string File, string Text) Waiting = (
        Blocked,
        "-- dbwarden: no-transaction\n-- upgrade\nSELECT pg_advisory_lock(7);\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );

    [Test]
    public async Task Nobody_can_take_the_lease_while_a_statement_runs_outside_a_transaction()
    {
        await using var obstacle = await Engine.OpenAsync(Database);
        await ExecuteAsync(obstacle, "SELECT pg_advisory_lock(7)");
        var run = Task.Run(() => MigrateAsync(Artifact(Waiting)));
        await WaitUntilBlockedAsync();

        Assert.That(
            async () => await Engine.ExecuteAsync(Database, "SELECT 1 FROM __dbwarden_lock FOR UPDATE NOWAIT"),
            Throws.TypeOf<Npgsql.PostgresException>().With.Property("SqlState").EqualTo("55P03")
        );
        await ExecuteAsync(obstacle, "SELECT pg_advisory_unlock(7)");
        var outcome = await run;
        Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
        await Engine.ExecuteAsync(Database, "SELECT 1 FROM __dbwarden_lock FOR UPDATE NOWAIT");
    }

    [Test]
    public async Task Unlock_ends_the_guard_as_well_and_nothing_more_is_run()
    {
        await using var obstacle = await Engine.OpenAsync(Database);
        await ExecuteAsync(obstacle, "SELECT pg_advisory_lock(7)");
        var run = Task.Run(() => MigrateAsync(Artifact(Waiting)));
        await WaitUntilBlockedAsync();
        var freed = await Deploy(artifact: null).UnlockAsync(force: true, CancellationToken.None);
        Assert.That(freed.IsSuccess, Account(freed.Failure));

        Assert.That((await run).Failure, Is.Not.Null);
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
        Assert.That(await HistoryAsync(), Has.Member("unlock  freed"));
    }

    [Test]
    public async Task A_run_that_loses_its_guard_cancels_its_statement_and_stops()
    {
        await using var obstacle = await Engine.OpenAsync(Database);
        await ExecuteAsync(obstacle, "SELECT pg_advisory_lock(7)");
        var timings = new LeaseTimings { Heartbeat = TimeSpan.FromMilliseconds(50) };
        var run = Task.Run(() =>
            new Deployment(Target(Artifact(Waiting)) with { Timings = timings }, Events.Add).MigrateAsync(
                new MigrateOptions(),
                CancellationToken.None
            )
        );
        await WaitUntilBlockedAsync();
        await Engine.ExecuteAsync(
            Database,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'"
        );

        var outcome = await run;
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(outcome.Failure));
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
    }

    [Test]
    public async Task The_guard_does_not_hold_up_a_concurrent_index_whatever_the_isolation_level_of_the_database()
    {
        var name = (await Engine.QueryAsync(Database, "SELECT current_database()"))[0];
        await Engine.ExecuteAsync(Database, $"ALTER DATABASE {name} SET default_transaction_isolation = 'repeatable read'");
        var file = (
            Blocked,
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE t (id INT);\nCREATE INDEX CONCURRENTLY i ON t (id);\n-- rollback\nDROP TABLE t;\n"
        );
        await MigratedAsync(Artifact(file));

        Assert.That(
            await Engine.QueryAsync(Database, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"),
            Is.EqualTo(new[] { "True" })
        );
    }

    private Task WaitUntilBlockedAsync() =>
        Engine.WaitForAsync(
            Database,
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%pg_advisory_lock(7)%'"
        );

    private static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
