using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>How statements reach the server, and what one migration leaves to the next.</summary>
public abstract class ExecutionTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    /// <summary>A statement that takes longer than any test waits.</summary>
    protected abstract string Sleep { get; }

    /// <summary>Migrations that each leave something behind in their session, and one after them that would notice.</summary>
    protected abstract (string File, string Text)[] Polluters { get; }

    /// <summary>Returns once the server is working on <see cref="Sleep"/>.</summary>
    protected abstract Task WaitUntilRunningAsync();

    [Test]
    public async Task What_a_migration_does_to_its_session_does_not_reach_the_next_one()
    {
        await MigratedAsync(Artifact(Polluters));

        Assert.That(await HistoryAsync(), Has.Count.EqualTo(Polluters.Length));
    }

    [Test]
    public async Task A_cancelled_statement_ends_soon_and_frees_the_lock()
    {
        using var cancellation = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var deployment = new Deployment(
            Target(
                Artifact(
                    ("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"),
                    ("V__2_slow.sql", $"-- upgrade\n{Sleep};\n-- rollback\nDROP TABLE a;\n")
                )
            ),
            happened =>
            {
                if (happened is DeploymentEvent.MigrationStarted { Number: 2 })
                    started.SetResult();
            }
        );
        var run = Task.Run(() => deployment.MigrateAsync(new MigrateOptions(), cancellation.Token));
        await started.Task;
        await WaitUntilRunningAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await cancellation.CancelAsync();
        var outcome = await run;

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Interrupted), Account(outcome.Failure));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(await Engine.QueryAsync(Database, "SELECT execution_id FROM __dbwarden_lock"), Is.EqualTo(new[] { "null" }));
        Snapshots.Match(Account(outcome.Failure));
    }

    [Test]
    public async Task A_file_without_a_transaction_keeps_what_ran_before_its_failure_and_blocks_the_next_run()
    {
        var file = (
            "V__1_a.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\nINSERT INTO nowhere VALUES (1);\n-- rollback\nDROP TABLE a;\n"
        );
        var outcome = await MigrateAsync(Artifact(file));
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.MigrationFailed));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(await StatusAsync(Artifact(file)), Is.EqualTo(new[] { "1 Failed" }));

        var again = await MigrateAsync(Artifact(file));
        Assert.That(again.Failure?.Kind, Is.EqualTo(FailureKind.Refused));
        Snapshots.Match(Account(outcome.Failure) + "\n\n" + Account(again.Failure));
    }

    [Test]
    public async Task A_file_that_controls_its_own_transactions_runs_without_ours()
    {
        var file = (
            "V__1_a.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE TABLE a (id INT);\nBEGIN;\nINSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\nCOMMIT;\n-- rollback\nDROP TABLE a;\n"
        );
        await MigratedAsync(Artifact(file));

        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a ORDER BY id"), Is.EqualTo(new[] { "1", "2" }));
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT state, units_done, units_total FROM __dbwarden_migrations"),
            Is.EqualTo(new[] { "applied|2|2" })
        );
    }

    [Test]
    public async Task Transaction_control_in_a_transactional_file_is_refused_before_anything_runs()
    {
        var outcome = await MigrateAsync(
            Artifact(("V__1_a.sql", "-- upgrade\nINSERT INTO x VALUES (1);\nCOMMIT;\n-- rollback\nDELETE FROM x;\n"))
        );

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.MigrationFailed), Account(outcome.Failure));
        if (Engine.HasTransactionalDdl)
            Assert.That(outcome.Failure!.Location, Is.EqualTo("V__1_a.sql(3,1)"));
    }
}
