using System.Data.Common;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.Deploy.Tests.Suites;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Schemas;

/// <summary>Whoever may make no database on the server of production has the scratch database made on another one.</summary>
public abstract class SecondServerTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private static readonly (string File, string Text) CreateTea = (
        "V__1_tea.sql",
        "-- upgrade\nCREATE TABLE tea (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL);\n-- rollback\nDROP TABLE tea;\n"
    );

    /// <summary>Starts a server of the same kind, and returns a connection string to it and what stops it.</summary>
    private protected abstract Task<(string Connection, Func<Task> Stop)> StartSecondAsync();

    /// <summary>Makes a user who has every right on the test's database, and none to make another one.</summary>
    protected abstract Task<string> CreatePlainUserAsync();

    [Test]
    public async Task A_scratch_database_is_made_on_the_server_that_is_named_for_it()
    {
        var artifact = Artifact(CreateTea);
        await MigratedAsync(artifact);
        await Engine.ExecuteAsync(Database, "ALTER TABLE tea ADD COLUMN by_hand VARCHAR(10)");
        var target = Target(artifact) with { ConnectionString = await CreatePlainUserAsync() };
        var refused = await new SchemaInspection(target, scratchConnection: null, Events.Add).CompareWithArtifactAsync(
            CancellationToken.None
        );
        Assert.That(refused.Failure, Is.Not.Null);
        Assert.That(Account(refused.Failure), Does.Contain("--scratch"));

        var (second, stop) = await StartSecondAsync();
        try
        {
            var inspection = new SchemaInspection(target, second, Events.Add);
            var comparison = await inspection.CompareWithArtifactAsync(CancellationToken.None);
            Assert.That(comparison.Failure, Is.Null, () => Account(comparison.Failure));
            Assert.That(
                comparison.Value!.Differences.Select(difference => difference.Name),
                Is.EqualTo(new[] { "column by_hand" })
            );

            var verified = await inspection.VerifyAsync(static _ => { }, CancellationToken.None);
            Assert.That(verified.Value?.IsGood, Is.True, () => Account(verified.Failure));
            Assert.That(await ScratchDatabases.ListAsync(Engine, second), Is.Empty);
        }
        finally
        {
            await stop();
        }
    }

    /// <summary>The same connection for another user.</summary>
    protected string As(string user) =>
        new DbConnectionStringBuilder { ConnectionString = Database, [UserKeyword] = user }.ConnectionString;

    protected abstract string UserKeyword { get; }

    protected static string NewUser() => "plain_" + Guid.NewGuid().ToString("N")[..8];
}

[TestFixture]
public sealed class PostgreSqlSecondServerTests : SecondServerTests<PostgreSqlTestEngine>
{
    protected override string UserKeyword => "Username";

    private protected override async Task<(string Connection, Func<Task> Stop)> StartSecondAsync()
    {
        var server = await PostgreSqlServer.StartAsync();
        return (server.ConnectionString, server.StopAsync);
    }

    protected override async Task<string> CreatePlainUserAsync()
    {
        var user = NewUser();
        await Engine.ExecuteAsync(Database, $"CREATE ROLE {user} LOGIN");
        await Engine.ExecuteAsync(Database, $"GRANT ALL ON SCHEMA public TO {user}");
        await Engine.ExecuteAsync(Database, $"GRANT ALL ON ALL TABLES IN SCHEMA public TO {user}");
        return As(user);
    }
}

[TestFixture]
public sealed class MariaDbSecondServerTests : SecondServerTests<MariaDbTestEngine>
{
    protected override string UserKeyword => "User ID";

    private protected override async Task<(string Connection, Func<Task> Stop)> StartSecondAsync()
    {
        var server = await MariaDbServer.StartAsync();
        return (server.ConnectionString, server.StopAsync);
    }

    protected override async Task<string> CreatePlainUserAsync()
    {
        var user = NewUser();
        var database = (await Engine.QueryAsync(Database, "SELECT DATABASE()"))[0];
        await Engine.ExecuteAsync(Database, $"CREATE USER {user}");
        await Engine.ExecuteAsync(Database, $"GRANT ALL ON {database}.* TO {user}");
        return As(user);
    }
}
