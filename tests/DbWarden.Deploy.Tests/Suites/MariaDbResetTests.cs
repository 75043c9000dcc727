using System.Net;
using System.Net.Sockets;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using MySqlConnector;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>The session is put back between two migrations, while the run goes on with what does not need it.</summary>
[TestFixture]
public sealed class MariaDbResetTests : DeploymentSuite<MariaDbTestEngine>
{
    private static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );

    [TestCase("CREATE TABLE b (id INT)")]
    [TestCase("DROP TABLE IF EXISTS b")]
    [TestCase("INSERT INTO a VALUES (1)")]
    public async Task A_run_is_interrupted_while_its_session_is_put_back(string statement)
    {
        var second = ("V__2_b.sql", $"-- upgrade\n{statement};\n-- rollback\nDELETE FROM a;\n");
        var connection = new MySqlConnectionStringBuilder(Database);
        using var network = new NetworkWithoutResets((int)connection.Port);
        connection.Port = (uint)network.Port;
        using var stop = new CancellationTokenSource();
        var deployment = new Deployment(
            Target(Artifact(CreateA, second)) with
            {
                ConnectionString = connection.ConnectionString,
            },
            Events.Add
        );
        var migration = Task.Run(() => deployment.MigrateAsync(new MigrateOptions(), stop.Token), CancellationToken.None);
        await network.Swallowed.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        var outcome = await migration;

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Interrupted), Account(outcome.Failure));
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "migrate 1 applied", "migrate 2 interrupted" }));
        await MigratedAsync(Artifact(CreateA, second));
    }

    [Test]
    public async Task What_a_migration_sets_is_gone_in_the_next_one()
    {
        var first = (
            "V__1_a.sql",
            "-- upgrade\nCREATE TABLE a (id INT, note TEXT);\nSET @left = 'behind';\nCREATE TEMPORARY TABLE t (id INT);\nINSERT INTO a VALUES (1, @left);\n-- rollback\nDROP TABLE a;\n"
        );
        var second = (
            "V__2_b.sql",
            "-- upgrade\nCREATE TABLE b (id INT);\nINSERT INTO a VALUES (2, @left);\nCREATE TABLE t (id INT);\n-- rollback\nDROP TABLE b;\n"
        );
        await MigratedAsync(Artifact(first, second));

        Assert.That(await Engine.QueryAsync(Database, "SELECT note FROM a ORDER BY id"), Is.EqualTo(new[] { "behind", "null" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b", "t" }));
    }

    /// <summary>A way to the server on which everything arrives but what puts a session back.</summary>
    private sealed class NetworkWithoutResets : IDisposable
    {
        /// <summary>COM_RESET_CONNECTION: the length of the packet, its number, the command.</summary>
        private static readonly byte[] Reset = [1, 0, 0, 0, 0x1f];

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource _swallowed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly int _server;

        public NetworkWithoutResets(int server)
        {
            _server = server;
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public Task Swallowed => _swallowed.Task;

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                    _ = RelayAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task RelayAsync(TcpClient client)
        {
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, _server);
            await using var outside = client.GetStream();
            await using var inside = server.GetStream();
            await Task.WhenAny(SendAsync(outside, inside), inside.CopyToAsync(outside));
        }

        private async Task SendAsync(NetworkStream outside, NetworkStream inside)
        {
            var bytes = new byte[1 << 16];
            while (await outside.ReadAsync(bytes) is var count and > 0)
            {
                if (bytes.AsSpan(0, count).SequenceEqual(Reset))
                    _swallowed.TrySetResult();
                else
                    await inside.WriteAsync(bytes.AsMemory(0, count));
            }
        }
    }
}
