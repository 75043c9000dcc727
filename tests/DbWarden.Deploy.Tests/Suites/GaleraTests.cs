using DbWarden.Deploy.Locking;
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
        var target = On(Engine.Nodes[1]) with { Timings = timings, LockWait = TimeSpan.FromSeconds(2) };
        var early = await new Deployment(target, _ => { }).MigrateAsync(new MigrateOptions(), CancellationToken.None);
        Assert.That(early.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(early.Failure));

        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET ttl_seconds = 0");
        var late = await new Deployment(target, _ => { }).MigrateAsync(new MigrateOptions(), CancellationToken.None);
        Assert.That(late.Failure, Is.Null, Account(late.Failure));
    }

    private DeploymentTarget On(string node) => Target(Artifact(Release)) with { ConnectionString = node };
}
