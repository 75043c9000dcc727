using DbWarden.TestSupport.Servers;
using Npgsql;

namespace DbWarden.TestSupport;

/// <summary>PgBouncer in transaction mode before a PostgreSQL server of the tests.</summary>
public sealed class PgBouncer
{
    private const string SystemUser = "postgres";
    private static readonly Lazy<Task<PgBouncer>> Common = new(StartAsync);
    private readonly PostgreSqlServer _server;
    private readonly ServerProcess _process;

    private PgBouncer(PostgreSqlServer server, ServerProcess process, int port)
    {
        // Kept only so that it lives: a process that the collector takes loses the pipe that holds it up, and ends.
        _process = process;
        _server = server;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The pooler's process id.</summary>
    public int ProcessId => _process.ProcessId;

    /// <summary>The pooler that all tests of this process share. Skips the test, or fails it in CI, where there is none.</summary>
    public static Task<PgBouncer> SharedAsync() =>
        ServerBinaries.Find("pgbouncer") is null
            ? throw ServerBinaries.Missing("PgBouncer is not installed (Debian: pgbouncer).")
            : Common.Value;

    /// <summary>Makes an empty database and returns a connection string that leads to it through the pooler.</summary>
    public async Task<string> CreateDatabaseAsync() =>
        new NpgsqlConnectionStringBuilder(await _server.CreateDatabaseAsync()) { Port = Port }.ConnectionString;

    private static async Task<PgBouncer> StartAsync()
    {
        var server = await PostgreSqlServer.SharedAsync();
        var directory = await ServerProcess.CreateDirectoryAsync(SystemUser);
        var port = LoopbackPorts.Next();
        var users = Path.Combine(directory, "users.txt");
        await File.WriteAllTextAsync(users, "\"postgres\" \"\"\n");
        var configuration = Path.Combine(directory, "pgbouncer.ini");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            [databases]
            * = host=127.0.0.1 port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {users}
            pool_mode = transaction
            max_client_conn = 500
            default_pool_size = 20
            ignore_startup_parameters = extra_float_digits
            """
        );
        var process = ServerProcess.Start(SystemUser, directory, "KILL", [ServerBinaries.Find("pgbouncer")!, configuration]);
        var connectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = port }.ConnectionString;
        await Startup.WaitAsync(process, directory, () => new NpgsqlConnection(connectionString));
        return new PgBouncer(server, process, port);
    }
}
