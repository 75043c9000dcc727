using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;
using Npgsql;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>A host whose packets are dropped from one moment to the next, in the middle of a migration.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.Children)]
[Platform("Linux", Reason = "Only there can packets be dropped without rights.")]
public sealed class VanishedHostTests : DeploymentSuite<PostgreSqlTestEngine>
{
    /// <summary>A fifth of what they are in earnest: what the server is told follows them.</summary>
    private static readonly LeaseTimings Timings = new()
    {
        Heartbeat = TimeSpan.FromSeconds(1),
        GivesUpAfter = TimeSpan.FromSeconds(8),
        SuspectAfter = TimeSpan.FromSeconds(3),
        Ttl = TimeSpan.FromSeconds(12),
    };

    private const string Idle = "SELECT pg_sleep(0)";
    private const string Busy = "SELECT pg_sleep(1000)";
    private const string Sessions =
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

    /// <summary>Whether it is at work on something for longer than anybody waits, or its client was thinking when it vanished.</summary>
    [TestCase(true, "")]
    [TestCase(false, "")]
    [TestCase(true, "-- dbwarden: no-transaction\n")]
    public async Task Its_lease_frees_itself_and_a_successor_takes_over_while_it_finds_out_that_it_has_lost(
        bool isBusy,
        string directive
    )
    {
        await using var network = VanishingNetwork.To((await PostgreSqlServer.SharedAsync()).Port);
        var first = ("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n");
        var second = (
            "V__2_b.sql",
            $"{directive}-- upgrade\nCREATE TABLE b (id INT);\n{(isBusy ? Busy : Idle)};\nINSERT INTO a VALUES (1);\n-- rollback\nDROP TABLE b;\n"
        );
        using var thinking = new ManualResetEventSlim();
        var vanished = new TaskCompletionSource();
        var holder = new Deployment(
            Target(Artifact(first, second)) with
            {
                ConnectionString = new NpgsqlConnectionStringBuilder(Database)
                {
                    Port = network.Port,
                    Timeout = 3,
                }.ConnectionString,
                Timings = Timings,
                ReportStatements = true,
            },
            happened =>
            {
                if (isBusy || happened is not DeploymentEvent.StatementFinished { Migration.Identity: "2", Number: 2 })
                    return;
                network.Vanish();
                vanished.SetResult();
                thinking.Wait();
            }
        );
        var run = Task.Run(() => holder.MigrateAsync(new MigrateOptions(), CancellationToken.None));
        if (isBusy)
        {
            await Engine.WaitForAsync(Database, Sessions + $" AND state = 'active' AND query = '{Busy}'");
            network.Vanish();
        }
        else
        {
            await vanished.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }

        // The release that comes after it needs nothing that the vanished one was at.
        var successor = Target(Artifact(first)) with
        {
            Timings = Timings,
            LockWait = TimeSpan.FromMinutes(3),
        };
        var repaired = await new Deployment(successor with { Artifact = Artifact(first, second) }, Events.Add).RepairAsync(
            new RepairOptions { MarkApplied = "2" },
            CancellationToken.None
        );
        Assert.That(repaired.IsSuccess, Account(repaired.Failure));
        Assert.That(await HistoryAsync(), Has.Member("take-over  taken over"));
        Assert.That(await Engine.QueryAsync(Database, Sessions + $" AND query = '{Busy}'"), Is.Empty);
        thinking.Set();

        var outcome = await run.WaitAsync(TimeSpan.FromMinutes(3));
        Assert.That(outcome.Failure?.Kind, Is.AnyOf(FailureKind.Locked, FailureKind.Unreachable), Account(outcome.Failure));
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.Empty);
        Assert.That(Files(outcome.Report.Completed), Is.EqualTo(new[] { "V__1_a.sql" }));
    }
}
