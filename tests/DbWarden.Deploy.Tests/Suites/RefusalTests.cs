using System.Text.RegularExpressions;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>
/// Every refusal in full: what happened, how the database stands, and what to type next. What is refused when is tested on each engine
/// elsewhere; the words come from the planners, which know no engine.
/// </summary>
[TestFixture]
public sealed partial class RefusalTests : DeploymentSuite<SqliteTestEngine>
{
    private static readonly (string File, string Text) A = Table("V__1_a.sql", "a");
    private static readonly (string File, string Text) B = Table("V__2_b.sql", "b");
    private static readonly (string File, string Text) C = Table("V__3_c.sql", "c");

    [Test]
    public async Task Drift()
    {
        await MigratedAsync(Artifact(A, B));
        Match((await MigrateAsync(Artifact((A.File, A.Text.Replace("INT", "BIGINT", StringComparison.Ordinal)), B, C))).Failure);
    }

    [Test]
    public async Task Missing()
    {
        await MigratedAsync(Artifact(A, B));
        Match((await MigrateAsync(Artifact(A, C))).Failure);
    }

    [Test]
    public async Task Another_service_with_the_same_database_name()
    {
        await MigratedAsync(TestArtifact.Named("billing", Engine.Name, A));
        Match((await MigrateAsync(TestArtifact.Named("shop", Engine.Name, Table("V__1_users.sql", "users")))).Failure);
    }

    [Test]
    public async Task Out_of_order()
    {
        await MigratedAsync(Artifact(A, C));
        Match((await MigrateAsync(Artifact(A, B, C))).Failure);
    }

    [Test]
    public async Task Unmet_dependency() =>
        Match((await MigrateAsync(Artifact(A, (C.File, "-- depends_on: [\"2\"]\n" + C.Text)))).Failure);

    [Test]
    public async Task No_such_version() =>
        Match((await MigrateAsync(Artifact(A), new MigrateOptions { ToVersion = Version("9") })).Failure);

    [Test]
    public async Task Drift_of_several()
    {
        await MigratedAsync(Artifact(A, B));
        var changed = new[] { A, B }.Select(file => (file.File, file.Text.Replace("INT", "BIGINT", StringComparison.Ordinal)));
        Match((await MigrateAsync(Artifact([.. changed, C]))).Failure);
    }

    [Test]
    public async Task A_statement_that_would_end_our_transaction() =>
        Match(
            (await MigrateAsync(Artifact(A, (B.File, "-- upgrade\nCREATE TABLE b (id INT);\n  COMMIT;\n-- rollback\n")))).Failure
        );

    [Test]
    public async Task A_baseline_of_another_release()
    {
        await MigratedAsync(Artifact(A, C));
        var options = new BaselineOptions { ToVersion = Version("2") };
        Match((await Deploy(Artifact(A, B)).BaselineAsync(options, CancellationToken.None)).Failure);
    }

    [Test]
    public async Task A_resume_that_needs_what_its_session_had()
    {
        var file = (
            A.File,
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE TEMP TABLE scratch (id INT);\nINSERT INTO nowhere SELECT id FROM scratch;\n-- rollback\nSELECT 1;\n"
        );
        await MigrateAsync(Artifact(file));
        Match((await MigrateAsync(Artifact(file), new MigrateOptions { Resume = true })).Failure);
    }

    [Test]
    public async Task Foreign_keys_that_point_nowhere() =>
        Match(
            (
                await MigrateAsync(
                    Artifact(
                        (
                            A.File,
                            "-- dbwarden: foreign-keys off\n-- upgrade\nCREATE TABLE a (id INT PRIMARY KEY);\nCREATE TABLE child (a INT REFERENCES a);\nINSERT INTO child VALUES (7);\n-- rollback\nDROP TABLE child;\n"
                        )
                    )
                )
            ).Failure
        );

    [Test]
    public async Task Interrupted_while_it_waits_for_the_lock()
    {
        using var interrupted = new CancellationTokenSource();
        var deployment = new Deployment(
            Target(Artifact(B, C)),
            happened =>
            {
                if (happened is DeploymentEvent.WaitingForLock)
                    interrupted.Cancel();
            }
        );
        await MigratedAsync(Artifact(B));
        await Engine.ExecuteAsync(
            Database,
            "UPDATE __dbwarden_lock SET execution_id = 'other', heartbeat_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ttl_seconds = 60"
        );
        Match((await deployment.MigrateAsync(new MigrateOptions(), interrupted.Token)).Failure);
    }

    [Test]
    public async Task A_connection_string_that_nobody_can_read() =>
        Match(
            (
                await new Deployment(Target(Artifact(A)) with { ConnectionString = "Datta Source=x" }, Events.Add).MigrateAsync(
                    new MigrateOptions(),
                    CancellationToken.None
                )
            ).Failure
        );

    [Test]
    public async Task A_database_that_may_not_be_written_to()
    {
        await MigratedAsync(Artifact(A));
        var target = Target(Artifact(A, B)) with { ConnectionString = Database + ";Mode=ReadOnly" };
        Match((await new Deployment(target, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None)).Failure);
    }

    [Test]
    public async Task A_newer_format()
    {
        await MigratedAsync(Artifact(A));
        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET format = 99");
        Match((await MigrateAsync(Artifact(A, B))).Failure);
    }

    [Test]
    public async Task A_lock_that_is_held()
    {
        await MigratedAsync(Artifact(A));
        await Engine.ExecuteAsync(
            Database,
            "UPDATE __dbwarden_lock SET execution_id = 'other', operation = 'migrate', migration = 'V__2_b.sql', database_user = 'deploy', client_host = 'host', process_id = 7, "
                + "heartbeat_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ttl_seconds = 60"
        );
        var target = Target(Artifact(A, B)) with { LockWait = TimeSpan.Zero };
        Match((await new Deployment(target, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None)).Failure);
    }

    [Test]
    public async Task No_way_back_to_a_version()
    {
        await MigratedAsync(Artifact(A));
        Match((await RollbackAsync(Artifact(A), new RollbackOptions { ToVersion = Version("7") })).Failure);
    }

    [Test]
    public async Task No_such_repeatable()
    {
        await MigratedAsync(Artifact(A));
        Match((await RollbackAsync(Artifact(A), new RollbackOptions { Name = "v" })).Failure);
    }

    [Test]
    public async Task Half_applied_and_unknown_to_this_artifact()
    {
        await MigrateAsync(
            Artifact(
                A,
                (
                    B.File,
                    "-- dbwarden: no-transaction\n"
                        + B.Text.Replace("-- rollback", "INSERT INTO nowhere VALUES (1);\n-- rollback", StringComparison.Ordinal)
                )
            )
        );
        Match((await MigrateAsync(Artifact(A), new MigrateOptions { Resume = true })).Failure);
    }

    [Test]
    public async Task A_unit_that_cannot_be_the_next()
    {
        var broken = (
            B.File,
            "-- dbwarden: no-transaction\n"
                + B.Text.Replace("-- rollback", "INSERT INTO nowhere VALUES (1);\n-- rollback", StringComparison.Ordinal)
        );
        await MigrateAsync(Artifact(A, broken));
        Match((await MigrateAsync(Artifact(A, broken), new MigrateOptions { ResumeAt = 1 })).Failure);
    }

    [Test]
    public async Task Nothing_to_repair()
    {
        var report = await Deploy(Artifact(A)).RepairAsync(new RepairOptions { MarkApplied = "7" }, CancellationToken.None);
        Match(report.Failure);
    }

    private static (string File, string Text) Table(string file, string name) =>
        (file, $"-- upgrade\nCREATE TABLE {name} (id INT);\n-- rollback\nDROP TABLE {name};\n");

    private static void Match(Failure? failure)
    {
        Assert.That(failure?.State, Is.Not.Null, () => Account(failure));
        Assert.That(failure!.Next, Is.Not.Empty, () => Account(failure));
        Snapshots.Match(Varying().Replace(Account(failure), "<varies>"));
    }

    [GeneratedRegex(
        "[0-9]{4}-[0-9-]+ [0-9:]+ UTC|Last sign of life: [0-9]+ s",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Varying();
}
