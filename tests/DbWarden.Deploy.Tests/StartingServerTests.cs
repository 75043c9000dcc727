using System.Data.Common;
using DbWarden.TestSupport;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Deploy.Tests;

/// <summary>A deploy may begin before the server takes connections.</summary>
public sealed class StartingServerTests
{
    [Test]
    public async Task A_postgresql_that_does_not_listen_yet_is_waited_for()
    {
        var database = new NpgsqlConnectionStringBuilder(await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync());
        using var door = new Relay(database.Port);
        database.Port = door.Port;
        await ExpectWaitAsync("postgresql", database, door);
    }

    [Test]
    public async Task A_mariadb_that_does_not_listen_yet_is_waited_for()
    {
        var database = new MySqlConnectionStringBuilder(await (await MariaDbServer.SharedAsync()).CreateDatabaseAsync());
        using var door = new Relay((int)database.Port);
        database.Port = (uint)door.Port;
        await ExpectWaitAsync("mariadb", database, door);
    }

    private static async Task ExpectWaitAsync(string engine, DbConnectionStringBuilder database, Relay door)
    {
        var target = new DeploymentTarget
        {
            Database = "primary",
            Engine = engine,
            ConnectionString = database.ConnectionString,
        };
        var waits = 0;
        var deployment = new Deployment(
            target,
            deploymentEvent =>
            {
                if (deploymentEvent is DeploymentEvent.ServerNotReady && ++waits == 1)
                    door.Open();
            }
        );
        var status = await deployment.StatusAsync(CancellationToken.None);
        Assert.That(status.Failure, Is.Null);
        Assert.That(waits, Is.Positive);
    }
}
