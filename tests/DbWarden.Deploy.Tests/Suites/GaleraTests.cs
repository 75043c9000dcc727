using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;

namespace DbWarden.Deploy.Tests.Suites;

[TestFixture]
public sealed class GaleraTests : DeploymentSuite<GaleraTestEngine>
{
    private static readonly (string File, string Text)[] Release =
    [
        ("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT PRIMARY KEY);\n-- rollback\nDROP TABLE a;\n"),
        .. Enumerable
            .Range(2, 4)
            .Select(i =>
                (
                    $"V__{i}_x.sql",
                    $"-- upgrade\nINSERT INTO a VALUES ({i});\nCREATE TABLE t{i} (id INT);\n-- rollback\nDROP TABLE t{i};\n"
                )
            ),
    ];

    [Test]
    public async Task Runs_on_all_nodes_at_once_apply_each_migration_once()
    {
        var runs = Enumerable
            .Range(0, 6)
            .Select(i => Engine.Nodes[i % Engine.Nodes.Count])
            .Select(node =>
                Task.Run(() => new Deployment(On(node), _ => { }).MigrateAsync(new MigrateOptions(), CancellationToken.None))
            );
        var outcomes = await Task.WhenAll(runs);

        Assert.That(
            outcomes.Select(outcome => outcome.Failure),
            Is.All.Null,
            () => string.Join('\n', outcomes.Select(outcome => Account(outcome.Failure)))
        );
        foreach (var node in Engine.Nodes)
            Assert.That(
                await Engine.QueryAsync(node, "SET wsrep_sync_wait = 15; SELECT id FROM a ORDER BY id"),
                Is.EqualTo(new[] { "2", "3", "4", "5" })
            );
        Assert.That(await HistoryAsync(), Has.Count.EqualTo(Release.Length));
    }

    [Test]
    public async Task What_one_node_has_applied_the_next_sees_at_once()
    {
        foreach (var node in Engine.Nodes)
        {
            var outcome = await new Deployment(On(node), _ => { }).MigrateAsync(new MigrateOptions(), CancellationToken.None);
            Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
            Assert.That(outcome.Report.Completed, Has.Count.EqualTo(node == Engine.Nodes[0] ? Release.Length : 0));
        }
    }

    [Test]
    public async Task From_another_node_only_time_can_tell_that_a_holder_is_dead()
    {
        var first = await new Deployment(On(Engine.Nodes[0]), _ => { }).MigrateAsync(
            new MigrateOptions { Count = 1 },
            CancellationToken.None
        );
        Assert.That(first.Failure, Is.Null, Account(first.Failure));
        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET execution_id = 'gone', fence = 9, ttl_seconds = 3600");
        var timings = new LeaseTimings { SuspectAfter = TimeSpan.FromMilliseconds(300) };
        var target = On(Engine.Nodes[1]) with { Timings = timings, LockWait = TimeSpan.FromSeconds(4) };
        var early = await new Deployment(target, _ => { }).MigrateAsync(new MigrateOptions(), CancellationToken.None);
        Assert.That(early.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(early.Failure));

        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET ttl_seconds = 0");
        target = target with { LockWait = TimeSpan.FromMinutes(1) };
        var late = await new Deployment(target, _ => { }).MigrateAsync(new MigrateOptions(), CancellationToken.None);
        Assert.That(late.Failure, Is.Null, Account(late.Failure));
    }

    /// <summary>The holder does not notice by itself: it gives no signs of life, and waits in the middle of a unit.</summary>
    [Test]
    public async Task A_holder_whose_lease_was_taken_over_on_another_node_commits_nothing()
    {
        var gate = await CloseGateAsync(Engine.Nodes[0]);
        var pass = $"INSERT INTO a SELECT 7 FROM (SELECT GET_LOCK('{GateName}', 600)) AS passed";
        var release = Artifact(
            CreateA,
            ("V__2_x.sql", $"-- upgrade\nCREATE TABLE b (id INT);\n{pass};\n-- rollback\nDROP TABLE b;\n")
        );
        var run = Task.Run(() => HoldSilentlyAsync(release));
        await WaitAtGateAsync(Engine.Nodes[0]);
        await TakeOverAsync(release);
        await gate.DisposeAsync();

        await ExpectLostAsync(await run);
    }

    /// <summary>On the holder's node its fence has been written, and is not yet certified: the other node's write comes first.</summary>
    [Test]
    public async Task A_fence_that_meets_a_take_over_on_another_node_loses()
    {
        var release = Artifact(
            CreateA,
            ("V__2_x.sql", "-- upgrade\nCREATE TABLE b (id INT);\nINSERT INTO a VALUES (7);\n-- rollback\nDROP TABLE b;\n")
        );
        var first = await new Deployment(Target(release), _ => { }).MigrateAsync(
            new MigrateOptions { Count = 1 },
            CancellationToken.None
        );
        Assert.That(first.Failure, Is.Null, Account(first.Failure));
        var gate = await CloseGateAsync(Engine.Nodes[0]);
        var scope = new LeaseQueries(new RecordTables(DatabaseEngine.Find(Engine.Name)!.Sql, Schema), "primary").Scope;
        await Engine.ExecuteAsync(
            Database,
            $"CREATE TRIGGER wait BEFORE UPDATE ON __dbwarden_lock FOR EACH ROW IF IS_USED_LOCK('{new Databases.MySql.MySqlNamedLock(scope).Name}') = CONNECTION_ID() "
                + $"THEN DO GET_LOCK('{GateName}', 600); END IF"
        );
        var run = Task.Run(() => HoldSilentlyAsync(release));
        await WaitAtGateAsync(Engine.Nodes[0]);
        await TakeOverAsync(release);

        await ExpectLostAsync(await run);
        await gate.DisposeAsync();
    }

    /// <summary>A definition that the cluster works on keeps every node's writes waiting, signs of life among them.</summary>
    [Test]
    public async Task A_long_definition_neither_loses_its_holder_the_lease_nor_lets_anybody_take_it_over()
    {
        await Engine.ExecuteAsync(Database, "CREATE TABLE big (id INT PRIMARY KEY)");
        await Engine.ExecuteAsync(Database, "INSERT INTO big SELECT seq FROM seq_1_to_300");
        var release = Artifact(
            (
                "V__1_x.sql",
                "-- upgrade\nALTER TABLE big ADD COLUMN digest VARCHAR(128) AS (SHA2(REPEAT(CAST(id AS CHAR), 2000000), 512)) PERSISTENT;\n-- rollback\nALTER TABLE big DROP COLUMN digest;\n"
            )
        );
        var timings = new LeaseTimings
        {
            Heartbeat = TimeSpan.FromMilliseconds(500),
            GivesUpAfter = TimeSpan.FromSeconds(5),
            SuspectAfter = TimeSpan.FromSeconds(10),
            Ttl = TimeSpan.FromSeconds(1),
        };
        var target = Target(release) with { Timings = timings, LockWait = TimeSpan.FromMinutes(5) };
        var holder = Task.Run(() => new Deployment(target, _ => { }).MigrateAsync(new MigrateOptions(), CancellationToken.None));
        await Engine.WaitForAsync(Database, "SELECT 1 FROM information_schema.processlist WHERE info LIKE 'ALTER TABLE big%'");
        var other = await new Deployment(target with { ConnectionString = Engine.Nodes[1] }, _ => { }).MigrateAsync(
            new MigrateOptions(),
            CancellationToken.None
        );
        var first = await holder;

        Assert.That(first.Failure, Is.Null, Account(first.Failure));
        Assert.That(other.Failure, Is.Null, Account(other.Failure));
        Assert.That(first.Report.Completed.Concat(other.Report.Completed), Has.Exactly(1).Items);
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "migrate 1 applied" }));
    }

    private static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );

    private string Schema => new MySqlConnector.MySqlConnectionStringBuilder(Database).Database;

    private string GateName => Schema + ":gate";

    private DeploymentTarget On(string node) => Target(Artifact(Release)) with { ConnectionString = node };

    private Task<RunOutcome> HoldSilentlyAsync(Deploy.Artifacts.Artifact release)
    {
        var timings = new LeaseTimings { Heartbeat = TimeSpan.FromHours(1), Ttl = TimeSpan.FromSeconds(1) };
        var target = Target(release) with { Timings = timings };
        return new Deployment(target, _ => { }).MigrateAsync(new MigrateOptions(), CancellationToken.None);
    }

    private async Task TakeOverAsync(Deploy.Artifacts.Artifact release)
    {
        var target = Target(release) with
        {
            ConnectionString = Engine.Nodes[1],
            Timings = new LeaseTimings { SuspectAfter = TimeSpan.FromMilliseconds(300) },
            LockWait = TimeSpan.FromMinutes(1),
        };
        var taken = await new Deployment(target, _ => { }).MigrateAsync(
            new MigrateOptions { Resume = true },
            CancellationToken.None
        );
        Assert.That(taken.Failure, Is.Null, Account(taken.Failure));
    }

    private async Task ExpectLostAsync(RunOutcome outcome)
    {
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(outcome.Failure));
        foreach (var node in Engine.Nodes)
            Assert.That(await Engine.QueryAsync(node, "SET wsrep_sync_wait = 15; SELECT id FROM a"), Is.EqualTo(new[] { "7" }));
        Assert.That(
            (await HistoryAsync()).Where(entry => !entry.EndsWith("failed", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "migrate 1 applied", "take-over  taken over", "migrate 2 applied" })
        );
    }

    private async Task<System.Data.Common.DbConnection> CloseGateAsync(string node)
    {
        var connection = await Engine.OpenAsync(node);
        await using var command = connection.CreateCommand();
        command.CommandText = $"DO GET_LOCK('{GateName}', 0)";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private Task WaitAtGateAsync(string node) =>
        Engine.WaitForAsync(node, "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND state = 'User lock'");
}
