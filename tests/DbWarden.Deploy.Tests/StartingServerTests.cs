using System.Data.Common;
using System.Net;
using System.Net.Sockets;
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
        using var door = new Door(database.Port);
        database.Port = door.Port;
        await ExpectWaitAsync("postgresql", database, door);
    }

    [Test]
    public async Task A_mariadb_that_does_not_listen_yet_is_waited_for()
    {
        var database = new MySqlConnectionStringBuilder(await (await MariaDbServer.SharedAsync()).CreateDatabaseAsync());
        using var door = new Door((int)database.Port);
        database.Port = (uint)door.Port;
        await ExpectWaitAsync("mariadb", database, door);
    }

    private static async Task ExpectWaitAsync(string engine, DbConnectionStringBuilder database, Door door)
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

    /// <summary>A port that refuses connections until it is opened, and then leads to a server.</summary>
    private sealed class Door : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly int _server;

        public Door(int server)
        {
            _server = server;
            // Bound and not listening: nobody else gets the port, and whoever connects is refused.
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }

        public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

        public void Open()
        {
            _listener.Listen();
            _ = AcceptAsync();
        }

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = RelayAsync(await _listener.AcceptAsync());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task RelayAsync(Socket client)
        {
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, _server);
            await using var outside = new NetworkStream(client, ownsSocket: true);
            await using var inside = server.GetStream();
            await Task.WhenAny(outside.CopyToAsync(inside), inside.CopyToAsync(outside));
        }
    }
}
