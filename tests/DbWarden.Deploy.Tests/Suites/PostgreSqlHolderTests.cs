using System.Text.RegularExpressions;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;
using Npgsql;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>What PostgreSQL tells of a holder, and to whom.</summary>
[TestFixture]
public sealed class PostgreSqlHolderTests : DeploymentSuite<PostgreSqlTestEngine>
{
    private static readonly (string File, string Text) Slow = (
        "V__1_slow.sql",
        "-- upgrade\nSET application_name = 'something else';\nSELECT pg_sleep(100);\n-- rollback\nSELECT 1;\n"
    );

    private const string Running =
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%' AND pid <> pg_backend_pid()";

    private readonly List<string> _roles = [];

    [TearDown]
    public async Task DropRolesAsync()
    {
        foreach (var role in _roles)
        {
            await Engine.ExecuteAsync(Database, $"DROP OWNED BY {role} CASCADE");
            await Engine.ExecuteAsync(Database, $"DROP ROLE {role}");
        }

        _roles.Clear();
    }

    [Test]
    public async Task A_statement_that_another_user_may_not_see_is_not_taken_for_none_and_is_not_ended_by_that_user()
    {
        var owner = await UserAsync();
        var watcher = await UserAsync();
        using var stop = new CancellationTokenSource();
        var holder = Target(Artifact(Slow)) with
        {
            ConnectionString = owner,
            Timings = new LeaseTimings { Heartbeat = TimeSpan.FromHours(1) },
        };
        var run = Task.Run(() => new Deployment(holder, _ => { }).MigrateAsync(new MigrateOptions(), stop.Token));
        await Engine.WaitForAsync(Database, Running);
        foreach (var table in await Engine.OwnTablesAsync(Database))
            await Engine.ExecuteAsync(Database, $"GRANT ALL ON {table} TO {UserOf(watcher)}");
        await Engine.ExecuteAsync(
            Database,
            "UPDATE __dbwarden_lock SET heartbeat_at = heartbeat_at - interval '20 s', ttl_seconds = 3600"
        );

        var watching = new Deployment(Target(artifact: null) with { ConnectionString = watcher }, _ => { });
        var status = await watching.LockStatusAsync(CancellationToken.None);
        Assert.That(status.Value?.State, Is.EqualTo(LockState.Silent), Account(status.Failure));
        Assert.That(status.Value!.Evidence, Does.Contain("not ours to see"));
        var refused = await watching.UnlockAsync(force: true, CancellationToken.None);
        Assert.That(refused.Failure?.Kind, Is.EqualTo(FailureKind.Locked), Account(refused.Failure));
        Assert.That(await Engine.QueryAsync(Database, Running), Is.Not.Empty, "It goes on.");
        await stop.CancelAsync();
        Assert.That((await run).Failure?.Kind, Is.EqualTo(FailureKind.Interrupted));
        var account = Account(refused.Failure).Replace(UserOf(owner), "OWNER", StringComparison.Ordinal);
        Snapshots.Match(Regex.Replace(account, "(?<=ended: |OWNER from ).*", "…", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task Our_own_transactions_end_by_themselves_where_this_side_vanishes_in_the_middle_of_one()
    {
        var engine = DatabaseEngine.Find(Engine.Name)!;
        await using var connection = await engine.OpenAsync(Database, Access.Write, CancellationToken.None);
        var settings = new Query(
            "SELECT current_setting('idle_in_transaction_session_timeout') || ' ' || current_setting('client_connection_check_interval') || ' ' || "
                + "current_setting('tcp_keepalives_idle') || ' ' || current_setting('tcp_keepalives_interval') || ' ' || "
                + "current_setting('tcp_keepalives_count') || ' ' || current_setting('tcp_user_timeout')"
        );

        await connection.BeginWriteAsync(CancellationToken.None);
        var inside = await connection.ReadAsync(settings, row => row.GetString(0), CancellationToken.None);
        await connection.ExecuteAsync("COMMIT", CancellationToken.None);
        var outside = await connection.ReadAsync(settings, row => row.GetString(0), CancellationToken.None);

        Assert.That(inside.Single(), Is.EqualTo("45s 10s 10 5 4 30000"));
        Assert.That(outside.Single(), Does.StartWith("0 0 "), "Behind a pooler, the session is somebody else's by now.");
    }

    /// <summary>A connection as a new user who may create tables and is no superuser.</summary>
    private async Task<string> UserAsync()
    {
        var role = "role_" + Guid.NewGuid().ToString("N")[..12];
        _roles.Add(role);
        await Engine.ExecuteAsync(Database, $"CREATE ROLE {role} LOGIN");
        await Engine.ExecuteAsync(Database, $"GRANT ALL ON SCHEMA public TO {role}");
        return new NpgsqlConnectionStringBuilder(Database) { Username = role }.ConnectionString;
    }

    private static string UserOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Username!;
}
