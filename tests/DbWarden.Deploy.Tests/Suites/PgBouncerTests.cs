using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Suites;

[TestFixture]
public sealed class PgBouncerTests : DeploymentSuite<PgBouncerTestEngine>
{
    private static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );

    [Test]
    public async Task Nothing_that_a_migration_sets_reaches_the_poolers_other_clients()
    {
        var settings =
            "-- upgrade\nSET search_path = pg_catalog;\nSET work_mem = '7MB';\nSELECT pg_advisory_lock(1);\nCREATE TEMP TABLE a (other TEXT);\n-- rollback\nSELECT 1;\n";
        await MigratedAsync(Artifact(CreateA, ("V__2_settings.sql", settings)));

        const string Settings =
            "SELECT current_setting('work_mem') <> '7MB', current_setting('search_path') <> 'pg_catalog', current_setting('lock_timeout'), "
            + "current_setting('idle_in_transaction_session_timeout'), (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'), "
            + "(SELECT count(*) FROM pg_class WHERE relpersistence = 't')";
        for (var i = 0; i < 5; i++)
            Assert.That(await Engine.QueryAsync(Database, Settings), Is.EqualTo(new[] { "True|True|0|0|0|0" }));
    }

    [Test]
    public async Task A_file_without_a_transaction_is_refused_and_runs_on_a_direct_connection()
    {
        var file = (
            "V__2_x.sql",
            "-- dbwarden: no-transaction\n-- upgrade\nCREATE INDEX CONCURRENTLY i ON a (id);\n-- rollback\nDROP INDEX i;\n"
        );
        var outcome = await MigrateAsync(Artifact(CreateA, file));
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(outcome.Failure));
        Assert.That(await Engine.OwnTablesAsync(Database), Is.Empty, "It is refused before anything runs.");

        var direct = Target(Artifact(CreateA, file)) with { ConnectionString = await PgBouncerTestEngine.DirectAsync(Database) };
        var again = await new Deployment(direct, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None);
        Assert.That(again.Failure, Is.Null, Account(again.Failure));
        Snapshots.Match(Account(outcome.Failure));
    }

    [Test]
    public async Task What_stopped_half_way_on_a_direct_connection_does_not_go_on_through_the_pooler()
    {
        var broken = ("V__1_x.sql", "-- dbwarden: no-transaction\n-- upgrade\nSELECT 1 / 0;\n-- rollback\nSELECT 1;\n");
        var mended = ("V__1_x.sql", "-- upgrade\nSELECT 1;\n-- rollback\nSELECT 1;\n");
        var direct = Target(Artifact(broken)) with { ConnectionString = await PgBouncerTestEngine.DirectAsync(Database) };
        await new Deployment(direct, Events.Add).MigrateAsync(new MigrateOptions(), CancellationToken.None);

        var outcome = await MigrateAsync(Artifact(mended), new MigrateOptions { Resume = true });
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Refused), Account(outcome.Failure));
        Assert.That(outcome.Failure!.Message, Does.Contain("cannot be done through a pooler"));
    }

    [Test]
    public async Task Unlock_ends_the_holders_transaction_and_no_other_client_of_the_pooler()
    {
        var direct = await PgBouncerTestEngine.DirectAsync(Database);
        var slow = ("V__2_slow.sql", "-- upgrade\nSELECT pg_sleep(100);\n-- rollback\nSELECT 1;\n");
        var run = Task.Run(() => MigrateAsync(Artifact(CreateA, slow)));
        await Engine.WaitForAsync(
            direct,
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()"
        );
        // An application on the same pooler, in the middle of something.
        await using var application = await Engine.OpenAsync(Database);
        await using var command = application.CreateCommand();
        command.CommandText = "BEGIN";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "SELECT pg_backend_pid()";
        var session = await command.ExecuteScalarAsync();
        var freed = await Deploy(artifact: null).UnlockAsync(force: true, CancellationToken.None);
        Assert.That(freed.IsSuccess, Account(freed.Failure));
        Assert.That((await run).Failure?.Kind, Is.EqualTo(FailureKind.Locked));
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(session), "Its transaction goes on.");
    }

    [Test]
    public async Task The_lease_names_no_sessions_since_they_may_be_anybodys()
    {
        var slow = ("V__2_slow.sql", "-- upgrade\nSELECT pg_sleep(100);\n-- rollback\nSELECT 1;\n");
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => Deploy(Artifact(CreateA, slow)).MigrateAsync(new MigrateOptions(), stop.Token));
        await Engine.WaitForAsync(
            Database,
            "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()"
        );
        var ids = await Engine.QueryAsync(Database, "SELECT connection_ids FROM __dbwarden_lock");
        await stop.CancelAsync();
        await run;

        Assert.That(ids, Is.EqualTo(new[] { "0" }));
    }

    [Test]
    public async Task Many_runs_at_once_apply_each_migration_once()
    {
        (string, string)[] files =
        [
            CreateA,
            .. Enumerable
                .Range(2, 5)
                .Select(i => ($"V__{i}_x.sql", $"-- upgrade\nINSERT INTO a VALUES ({i});\n-- rollback\nDELETE FROM a;\n")),
        ];
        var runs = Enumerable
            .Range(0, 8)
            .Select(_ =>
                Task.Run(() =>
                    new Deployment(Target(Artifact(files)), _ => { }).MigrateAsync(new MigrateOptions(), CancellationToken.None)
                )
            );
        var outcomes = await Task.WhenAll(runs);

        Assert.That(
            outcomes.Select(outcome => outcome.Failure),
            Is.All.Null,
            () => string.Join('\n', outcomes.Select(outcome => Account(outcome.Failure)))
        );
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT id FROM a ORDER BY id"),
            Is.EqualTo(new[] { "2", "3", "4", "5", "6" })
        );
    }
}

[TestFixture]
public sealed class PgBouncerMigrateTests : MigrateTests<PgBouncerTestEngine>;
