using DbWarden.TestSupport.Servers;
using MySqlConnector;

namespace DbWarden.TestSupport;

/// <summary>A MariaDB server with throw-away data on a free loopback port, or the one that DBWARDEN_TEST_MARIADB names.</summary>
public sealed class MariaDbServer
{
    private const string SystemUser = "mysql";
    private static readonly Lazy<Task<MariaDbServer>> Common = new(OpenSharedAsync);
    private readonly Func<ServerProcess>? _start;
    private ServerProcess? _process;
    private int _databases;

    private MariaDbServer(string connectionString, ServerProcess? process, Func<ServerProcess>? start)
    {
        ConnectionString = connectionString;
        _process = process;
        _start = start;
    }

    /// <summary>For root, without a current database; without pooling.</summary>
    public string ConnectionString { get; }

    public int Port => (int)new MySqlConnectionStringBuilder(ConnectionString).Port;

    /// <summary>The server's process id; null for a server that the tests did not start.</summary>
    public int? ProcessId => _process?.ProcessId;

    /// <summary>What the server wrote to its log; null for a server that the tests did not start.</summary>
    public string? LogFile { get; private init; }

    /// <summary>The server that all tests of this process share. Skips the test, or fails it in CI, where there is none.</summary>
    public static Task<MariaDbServer> SharedAsync() =>
        Environment.GetEnvironmentVariable("DBWARDEN_TEST_MARIADB") is null && ServerBinaries.Find("mariadbd") is null
            ? throw ServerBinaries.Missing(
                "MariaDB is not installed (Debian: mariadb-server), and DBWARDEN_TEST_MARIADB is not set."
            )
            : Common.Value;

    /// <summary>Starts a server of its own for a test that stops, kills or configures it.</summary>
    /// <param name="options">Server options such as <c>--general-log=1</c>.</param>
    public static Task<MariaDbServer> StartAsync(params string[] options) => StartAsync(install: true, options);

    /// <param name="install">False for a cluster's node that receives its data from another one.</param>
    internal static async Task<MariaDbServer> StartAsync(bool install, string[] options)
    {
        var server =
            ServerBinaries.Find("mariadbd") ?? throw ServerBinaries.Missing("MariaDB is not installed (Debian: mariadb-server).");
        var directory = await ServerProcess.CreateDirectoryAsync(SystemUser);
        var data = Path.Combine(directory, "data");
        // Servers that start at the same time give their temporary tables the same names.
        var temporary = $"--tmpdir={directory}";
        if (install)
            await ServerProcess.PrepareAsync(
                SystemUser,
                [
                    ServerBinaries.Find("mariadb-install-db")!,
                    "--no-defaults",
                    $"--datadir={data}",
                    temporary,
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db",
                ]
            );
        else
            await ServerProcess.PrepareAsync(SystemUser, ["mkdir", data]);

        var port = LoopbackPorts.Next();
        string[] command =
        [
            server,
            "--no-defaults",
            $"--datadir={data}",
            temporary,
            "--bind-address=127.0.0.1",
            $"--port={port}",
            $"--socket={Path.Combine(directory, "socket")}",
            $"--pid-file={Path.Combine(directory, "pid")}",
            "--innodb-flush-log-at-trx-commit=0",
            "--max-connections=300",
            .. options,
        ];
        Func<ServerProcess> start = () => ServerProcess.Start(SystemUser, directory, "KILL", command);
        var process = start();
        var connectionString = $"Server=127.0.0.1;Port={port};User ID=root;Pooling=false;AllowUserVariables=true;SslMode=None";
        await Startup.WaitAsync(process, directory, () => new MySqlConnection(connectionString));
        return new MariaDbServer(connectionString, process, start) { LogFile = Path.Combine(directory, "output") };
    }

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} CHARACTER SET utf8mb4");
        return new MySqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Runs one statement as root.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new MySqlConnection(ConnectionString);
        await connection.OpenAsync();
        // Ten thousand tables take longer to drop than a driver waits by itself.
        await using var command = new MySqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Kills the server as a crash would, and starts it again on its data; returns once it lets somebody in.</summary>
    public async Task CrashAndRestartAsync()
    {
        await _process!.CrashAsync();
        _process = _process.Continue(_start!);
        await Startup.WaitAsync(_process, Path.GetDirectoryName(LogFile!)!, () => new MySqlConnection(ConnectionString));
    }

    public Task StopAsync() => _process?.StopAsync() ?? Task.CompletedTask;

    private static async Task<MariaDbServer> OpenSharedAsync()
    {
        var given = Environment.GetEnvironmentVariable("DBWARDEN_TEST_MARIADB");
        return given is null ? await StartAsync() : new MariaDbServer(given, process: null, start: null);
    }
}
