using DbWarden.TestSupport.Servers;
using MySqlConnector;

namespace DbWarden.TestSupport;

/// <summary>Three MariaDB nodes on one machine, replicating synchronously with Galera.</summary>
public sealed class GaleraCluster
{
    private const int NodeCount = 3;

    // One port for the group, the next one for incremental transfer, one for the snapshot.
    private const int PortsOfNode = 3;

    // On a machine that is busy with other tests a node may be silent for longer than the few seconds after which the others expel it.
    private const string Patience =
        "gmcast.peer_timeout=PT30S;evs.suspect_timeout=PT30S;evs.inactive_timeout=PT60S;evs.install_timeout=PT60S";

    private const string Provider = "/usr/lib/galera/libgalera_smm.so";
    private static readonly Lazy<Task<GaleraCluster>> Common = new(StartAsync);
    private int _databases;

    private GaleraCluster(IReadOnlyList<MariaDbServer> nodes) => Nodes = nodes;

    public IReadOnlyList<MariaDbServer> Nodes { get; }

    /// <summary>The cluster that all tests of this process share. Skips the test, or fails it in CI, where Galera is not installed.</summary>
    public static Task<GaleraCluster> SharedAsync() =>
        File.Exists(Provider) && ServerBinaries.Find("mariadbd") is not null && ServerBinaries.Find("rsync") is not null
            ? Common.Value
            : throw ServerBinaries.Missing("Galera is not installed (Debian: mariadb-server, galera-4, rsync).");

    /// <summary>Makes an empty database on the cluster and returns its connection string on each node.</summary>
    public async Task<IReadOnlyList<string>> CreateDatabaseAsync()
    {
        var name = $"cluster_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await Nodes[0].ExecuteAsync($"CREATE DATABASE {name} CHARACTER SET utf8mb4");
        foreach (var node in Nodes)
            await node.ExecuteAsync("SET SESSION wsrep_sync_wait = 15; SELECT 1");
        return
        [
            .. Nodes.Select(node => new MySqlConnectionStringBuilder(node.ConnectionString) { Database = name }.ConnectionString),
        ];
    }

    private static async Task<GaleraCluster> StartAsync()
    {
        var groupPorts = Enumerable.Range(0, NodeCount).Select(_ => LoopbackPorts.NextRange(PortsOfNode)).ToArray();
        var members = string.Join(',', groupPorts.Select(port => $"127.0.0.1:{port}"));
        List<MariaDbServer> nodes = [];
        foreach (var groupPort in groupPorts)
        {
            var isFirst = nodes.Count == 0;
            string[] options =
            [
                "--binlog-format=ROW",
                "--innodb-autoinc-lock-mode=2",
                "--wsrep-on=ON",
                $"--wsrep-provider={Provider}",
                "--wsrep-cluster-name=dbwarden",
                $"--wsrep-cluster-address=gcomm://{members}",
                $"--wsrep-node-address=127.0.0.1:{groupPort}",
                "--wsrep-sst-method=rsync",
                $"--wsrep-sst-receive-address=127.0.0.1:{groupPort + 2}",
                $"--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:{groupPort};ist.recv_addr=127.0.0.1:{groupPort + 1};{Patience}",
                .. isFirst ? new[] { "--wsrep-new-cluster" } : [],
            ];
            // A joining node receives its data from the first one.
            var node = await MariaDbServer.StartAsync(install: isFirst, options);
            await WaitUntilSyncedAsync(node);
            nodes.Add(node);
        }

        return new GaleraCluster(nodes);
    }

    private static async Task WaitUntilSyncedAsync(MariaDbServer node)
    {
        while (true)
        {
            await using var connection = new MySqlConnection(node.ConnectionString);
            await connection.OpenAsync();
            await using var command = new MySqlCommand("SHOW STATUS LIKE 'wsrep_local_state_comment'", connection);
            await using var reader = await command.ExecuteReaderAsync();
            if (await reader.ReadAsync() && reader.GetString(1) == "Synced")
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
