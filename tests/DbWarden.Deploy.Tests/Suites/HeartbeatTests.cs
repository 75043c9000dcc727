using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>A holder that finds its lease gone, or cannot renew it, cancels what it is running and stops.</summary>
public abstract class HeartbeatTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private static readonly LeaseTimings Timings = new()
    {
        Heartbeat = TimeSpan.FromMilliseconds(100),
        GivesUpAfter = TimeSpan.FromSeconds(1),
    };

    private static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );

    /// <summary>A statement that changes rows, and takes longer than any test waits.</summary>
    protected abstract string Sleep { get; }

    /// <summary>Finds a row while the server is working on <see cref="Sleep"/>.</summary>
    protected abstract string Running { get; }

    /// <summary>What a SELECT of the lease's row ends with that keeps heartbeats out.</summary>
    protected abstract string Lock { get; }

    [Test]
    public async Task A_holder_that_finds_its_lease_gone_cancels_its_statement()
    {
        var run = StartAsync();
        await Engine.WaitForAsync(Database, Running);
        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET fence = fence + 1, execution_id = 'successor'");

        await ExpectLostAsync(await run);
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT execution_id FROM __dbwarden_lock"),
            Is.EqualTo(new[] { "successor" })
        );
    }

    [Test]
    public async Task A_holder_that_cannot_renew_its_lease_for_so_long_cancels_its_statement()
    {
        var run = StartAsync();
        await Engine.WaitForAsync(Database, Running);
        await using (var obstacle = await Engine.OpenAsync(Database))
        {
            await using var command = obstacle.CreateCommand();
            command.CommandText = "BEGIN";
            await command.ExecuteNonQueryAsync();
            command.CommandText = "SELECT 1 FROM __dbwarden_lock " + Lock;
            await command.ExecuteNonQueryAsync();
            var started = System.Diagnostics.Stopwatch.StartNew();
            while (await Engine.QueryAsync(Database, Running) is not [])
                Assert.That(started.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "The statement goes on.");
        }

        await ExpectLostAsync(await run);
    }

    [Test]
    public async Task A_long_statement_does_not_keep_its_holder_from_giving_signs_of_life()
    {
        using var stop = new CancellationTokenSource();
        var run = StartAsync(stop.Token);
        await Engine.WaitForAsync(Database, Running);
        var before = (await Engine.QueryAsync(Database, "SELECT heartbeat_at FROM __dbwarden_lock"))[0];
        var started = System.Diagnostics.Stopwatch.StartNew();
        while (started.Elapsed < Timings.GivesUpAfter * 2)
            Assert.That(await Engine.QueryAsync(Database, Running), Is.Not.Empty);

        Assert.That((await Engine.QueryAsync(Database, "SELECT heartbeat_at FROM __dbwarden_lock"))[0], Is.Not.EqualTo(before));
        await stop.CancelAsync();
        Assert.That((await run).Failure?.Kind, Is.EqualTo(FailureKind.Interrupted));
    }

    private async Task ExpectLostAsync(RunOutcome outcome)
    {
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(outcome.Failure));
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.Empty);
        Assert.That(await Engine.QueryAsync(Database, Running), Is.Empty);
    }

    private Task<RunOutcome> StartAsync(CancellationToken cancellation = default)
    {
        var slow = ("V__2_slow.sql", $"-- upgrade\nINSERT INTO a VALUES (1);\n{Sleep};\n-- rollback\nDELETE FROM a;\n");
        var deployment = new Deployment(Target(Artifact(CreateA, slow)) with { Timings = Timings }, _ => { });
        return Task.Run(() => deployment.MigrateAsync(new MigrateOptions(), cancellation), CancellationToken.None);
    }
}

[TestFixture]
public sealed class PostgreSqlHeartbeatTests : HeartbeatTests<PostgreSqlTestEngine>
{
    protected override string Sleep => "SELECT pg_sleep(100)";

    protected override string Running =>
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()";

    // As strong as the lease's own row lock lets pass.
    protected override string Lock => "FOR NO KEY UPDATE";
}

[TestFixture]
public sealed class MariaDbHeartbeatTests : HeartbeatTests<MariaDbTestEngine>
{
    protected override string Sleep => "INSERT INTO a SELECT seq FROM seq_1_to_2000000000";

    protected override string Running =>
        "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'INSERT INTO a SELECT seq%'";

    protected override string Lock => "FOR UPDATE";
}
