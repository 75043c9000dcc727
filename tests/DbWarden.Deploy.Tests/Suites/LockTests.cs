using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;

namespace DbWarden.Deploy.Tests.Suites;

public abstract class LockTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private static readonly LeaseTimings Impatient = new()
    {
        Heartbeat = TimeSpan.FromMilliseconds(50),
        SuspectAfter = TimeSpan.FromMilliseconds(300),
        GivesUpAfter = TimeSpan.FromMilliseconds(500),
        Ttl = TimeSpan.FromSeconds(60),
    };

    private static readonly LeaseTimings NeverBeats = Impatient with { Heartbeat = TimeSpan.FromHours(1) };

    protected static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );

    /// <summary>A migration that is at work until it is cancelled.</summary>
    protected abstract string Sleep { get; }

    /// <summary>Whether what happened shows that a run is within its second migration, and holds whatever it holds there.</summary>
    protected virtual bool ShowsWorkOnTheSecond(DeploymentEvent happened) =>
        happened is DeploymentEvent.MigrationStarted { Number: 2 };

    /// <summary>Makes the held lease look as if its process had ended.</summary>
    protected virtual Task PretendProcessEndedAsync() => Task.CompletedTask;

    [Test]
    public async Task A_free_lock_is_free()
    {
        Assert.That((await LockAsync()).State, Is.EqualTo(LockState.Free));
        await MigratedAsync(Artifact(CreateA));
        Assert.That((await LockAsync()).State, Is.EqualTo(LockState.Free));
    }

    [Test]
    public async Task Without_waiting_a_held_lock_is_an_error_that_names_its_holder()
    {
        await using var holder = await HoldAsync(NeverBeats);
        var target = Target(Artifact(CreateA)) with { LockWait = TimeSpan.Zero };
        var outcome = await new Deployment(target, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None);

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Locked));
        Assert.That(outcome.Failure!.Message, Does.Contain(Environment.MachineName));
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
    }

    [Test]
    public async Task The_lease_of_a_dead_holder_is_taken_over_without_a_person()
    {
        await AbandonAsync();
        await MigrateImpatientlyAsync(CreateA);

        Assert.That(
            Events.OfType<DeploymentEvent.LockTakenOver>().Single().Evidence,
            Does.Contain("ended").Or.Contain("is left")
        );
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "take-over  taken over", "migrate 1 applied" }));
    }

    [Test]
    public async Task A_silent_holder_is_only_taken_over_after_its_time_is_up_if_nothing_proves_it_dead()
    {
        await AbandonAsync();
        await Engine.ExecuteAsync(
            Database,
            "UPDATE __dbwarden_lock SET server = 'elsewhere', client_host = 'elsewhere', ttl_seconds = 3600"
        );
        var early = await MigrateAsync(
            Target(Artifact(CreateA)) with
            {
                Timings = Impatient,
                LockWait = TimeSpan.FromSeconds(1),
            }
        );
        Assert.That(early.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(early.Failure));

        await ExpireAsync();
        await MigrateImpatientlyAsync(CreateA);
    }

    [Test]
    public async Task Unlock_refuses_a_healthy_holder_unless_forced_and_then_the_holder_can_commit_nothing()
    {
        using var stop = new CancellationTokenSource();
        var running = new TaskCompletionSource();
        var slow = ("V__2_slow.sql", $"-- upgrade\nINSERT INTO a VALUES (1);\n{Sleep};\n-- rollback\nDELETE FROM a;\n");
        var holder = Target(Artifact(CreateA, slow)) with { ReportStatements = true };
        var run = Task.Run(() =>
            new Deployment(
                holder,
                happened =>
                {
                    if (ShowsWorkOnTheSecond(happened))
                        running.TrySetResult();
                }
            ).MigrateAsync(new MigrateOptions(), stop.Token)
        );
        await running.Task;
        var refused = await Deploy(artifact: null).UnlockAsync(force: false, CancellationToken.None);
        Assert.That(refused.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(refused.Failure));

        var impatient = Target(artifact: null) with { LockWait = TimeSpan.FromSeconds(1) };
        var freed = await new Deployment(impatient, Events.Add).UnlockAsync(force: true, CancellationToken.None);
        if (!DatabaseEngine.Find(Engine.Name)!.CanBeatWhileWorking)
        {
            Assert.That(
                freed.Failure?.Kind,
                Is.EqualTo(FailureKind.Locked),
                "The write lock is the holder's, and no session of it can be ended."
            );
            TestSupport.Snapshots.Match(MachineFree(Account(freed.Failure)));
            await stop.CancelAsync();
            await run;
            return;
        }

        Assert.That(freed.IsSuccess, Account(freed.Failure));
        var outcome = await run;
        Assert.That(outcome.Failure?.Kind, Is.Not.Null);
        Assert.That(Files(outcome.Report.Completed), Is.EqualTo(new[] { "V__1_a.sql" }));
        Assert.That(await HistoryAsync(), Has.Member("unlock  freed"));
        Assert.That((await LockAsync()).State, Is.EqualTo(LockState.Free));
    }

    [Test]
    public async Task Unlock_is_written_into_the_history_even_if_the_holder_lets_go_by_itself_meanwhile()
    {
        await AbandonAsync();
        await ExpireAsync();
        var engine = DatabaseEngine.Find(Engine.Name)!;
        await using var connection = await engine.OpenAsync(Database, Access.Write, CancellationToken.None);
        var facts = await engine.ReadFactsAsync(connection, schema: null, CancellationToken.None);
        var tables = new RecordTables(engine.Sql, facts.Schema);
        var desk = new LockDesk(
            engine,
            connection,
            facts,
            new LeaseQueries(tables, "primary"),
            Impatient,
            CommandHint.For(Target(artifact: null)),
            Events.Add
        );
        var freed = await desk.UnlockAsync(
            force: true,
            TimeSpan.Zero,
            (_, _) =>
            {
                Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET execution_id = NULL").GetAwaiter().GetResult();
                return new Query("UPDATE __dbwarden_lock SET operation = 'recorded'");
            },
            CancellationToken.None
        );

        Assert.That(freed.IsSuccess, Account(freed.Failure));
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT fence, operation FROM __dbwarden_lock"),
            Is.EqualTo(new[] { "2|recorded" })
        );
    }

    [Test]
    public async Task A_holder_whose_lease_was_taken_away_commits_nothing_and_says_so()
    {
        var second = ("V__2_b.sql", "-- upgrade\nINSERT INTO a VALUES (1);\n-- rollback\nDELETE FROM a;\n");
        var deployment = new Deployment(
            Target(Artifact(CreateA, second)),
            happened =>
            {
                if (happened is DeploymentEvent.MigrationStarted { Number: 2 })
                    Engine
                        .ExecuteAsync(Database, "UPDATE __dbwarden_lock SET fence = fence + 1, execution_id = NULL")
                        .GetAwaiter()
                        .GetResult();
            }
        );
        var outcome = await deployment.MigrateAsync(new MigrateOptions(), CancellationToken.None);

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(outcome.Failure));
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM a"), Is.Empty);
        TestSupport.Snapshots.Match(Account(outcome.Failure));
    }

    protected async Task<LockStatus> LockAsync()
    {
        var status = await new Deployment(Target(artifact: null) with { Timings = Impatient }, Events.Add).LockStatusAsync(
            CancellationToken.None
        );
        Assert.That(status.Failure, Is.Null, Account(status.Failure));
        return status.Value!;
    }

    protected Task<RunOutcome> MigrateAsync(DeploymentTarget target) =>
        new Deployment(target, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None);

    /// <summary>What an account says of this machine goes by one name.</summary>
    private static string MachineFree(string account) =>
        System.Text.RegularExpressions.Regex.Replace(
            account,
            "migrate by .* UTC",
            "HOLDER",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    private Task ExpireAsync() => Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET ttl_seconds = 0");

    private async Task MigrateImpatientlyAsync(params (string File, string Text)[] files)
    {
        var outcome = await MigrateAsync(
            Target(Artifact(files)) with
            {
                Timings = Impatient,
                LockWait = TimeSpan.FromSeconds(20),
            }
        );
        Assert.That(outcome.Failure, Is.Null, Account(outcome.Failure));
    }

    /// <summary>A lease whose holder vanishes without a word.</summary>
    private async Task AbandonAsync()
    {
        var holder = await HoldAsync(NeverBeats);
        await holder.DisposeAsync();
        await PretendProcessEndedAsync();
        Assert.That((await LockAsync()).State, Is.AnyOf(LockState.Dead, LockState.Held), "The lease is still held.");
    }

    /// <summary>A connected run that holds the lease; disposing it closes its connections and leaves the lease as it is.</summary>
    private async Task<IAsyncDisposable> HoldAsync(LeaseTimings timings)
    {
        var target = Target(artifact: null) with { Timings = timings };
        var engine = DatabaseEngine.Find(Engine.Name)!;
        var control = await engine.OpenAsync(Database, Access.Write, CancellationToken.None);
        var facts = await engine.ReadFactsAsync(control, schema: null, CancellationToken.None);
        var database = new ConnectedDatabase(target, engine, control, facts, new ErrorReader(engine, target.Secrets), Events.Add);
        var lease = await database.TakeLeaseAsync("migrate", CancellationToken.None);
        Assert.That(lease.IsSuccess, Account(lease.Failure));
        return database;
    }
}

[TestFixture]
public sealed class SqliteLockTests : LockTests<SqliteTestEngine>
{
    protected override string Sleep =>
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) INSERT INTO a SELECT x FROM n WHERE x < 0";

    // The write lock comes after the start of a migration, and before the end of its first statement.
    protected override bool ShowsWorkOnTheSecond(DeploymentEvent happened) =>
        happened is DeploymentEvent.StatementFinished { Migration.File: "V__2_slow.sql" };

    protected override Task PretendProcessEndedAsync() =>
        Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET process_id = 999999999");

    [Test]
    public async Task A_lock_that_cannot_be_read_because_somebody_writes_is_one_clear_message()
    {
        await MigratedAsync(Artifact(CreateA));
        await using var writer = await Engine.OpenAsync(Database);
        await using var command = writer.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();
        var status = await Deploy(artifact: null).LockStatusAsync(CancellationToken.None);

        Assert.That(status.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(status.Failure));
        TestSupport.Snapshots.Match(Account(status.Failure));
    }
}

[TestFixture]
public sealed class PostgreSqlLockTests : LockTests<PostgreSqlTestEngine>
{
    protected override string Sleep => "SELECT pg_sleep(100)";
}

[TestFixture]
public sealed class MariaDbLockTests : LockTests<MariaDbTestEngine>
{
    protected override string Sleep => "DO SLEEP(100)";
}
