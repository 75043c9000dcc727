using DbWarden.TestSupport.Servers;
using Npgsql;

namespace DbWarden.TestSupport;

/// <summary>A PostgreSQL server with throw-away data on a free loopback port, or the one that DBWARDEN_TEST_POSTGRES names.</summary>
public sealed class PostgreSqlServer
{
    private const string SystemUser = "postgres";
    private static readonly Lazy<Task<PostgreSqlServer>> Common = new(OpenSharedAsync);
    private static readonly Lazy<Task<PostgreSqlServer>> Newer = new(StartNewerAsync);
    private readonly ServerProcess? _process;
    private int _databases;

    private PostgreSqlServer(string connectionString, string binaryDirectory, ServerProcess? process)
    {
        ConnectionString = connectionString;
        BinaryDirectory = binaryDirectory;
        _process = process;
    }

    /// <summary>For a superuser, in the database <c>postgres</c>; without pooling.</summary>
    public string ConnectionString { get; }

    public int Port => new NpgsqlConnectionStringBuilder(ConnectionString).Port;

    /// <summary>Where psql, pg_dump and the server's programs are.</summary>
    public string BinaryDirectory { get; }

    /// <summary>The postmaster's process id; null for a server that the tests did not start.</summary>
    public int? ProcessId => _process?.ProcessId;

    /// <summary>The server that all tests of this process share. Skips the test, or fails it in CI, where there is none.</summary>
    public static Task<PostgreSqlServer> SharedAsync() =>
        Environment.GetEnvironmentVariable("DBWARDEN_TEST_POSTGRES") is null && FindBinaries() is null
            ? throw ServerBinaries.Missing(
                "PostgreSQL is not installed (Debian: postgresql-15), and DBWARDEN_TEST_POSTGRES is not set."
            )
            : Common.Value;

    /// <summary>A newer major version, shared likewise; without client programs.</summary>
    public static Task<PostgreSqlServer> SharedNewerAsync() =>
        EmbeddedPostgreSql.IsInstalled
            ? Newer.Value
            : throw ServerBinaries.Missing(
                "The newer PostgreSQL is not installed; build/test.sh installs it where npm is present."
            );

    /// <summary>Starts a server of its own for a test that stops, kills or configures it.</summary>
    /// <param name="settings">Server settings such as <c>log_statement=all</c>.</param>
    public static async Task<PostgreSqlServer> StartAsync(params string[] settings)
    {
        var binaries = FindBinaries() ?? throw ServerBinaries.Missing("PostgreSQL is not installed (Debian: postgresql-15).");
        return await StartAsync(await ServerProcess.CreateDirectoryAsync(SystemUser), binaries, settings);
    }

    private static async Task<PostgreSqlServer> StartAsync(string directory, string binaries, params string[] settings)
    {
        var data = Path.Combine(directory, "data");
        await ServerProcess.PrepareAsync(
            SystemUser,
            [
                Path.Combine(binaries, "initdb"),
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ]
        );
        var port = LoopbackPorts.Next();
        string[] all =
        [
            "listen_addresses=127.0.0.1",
            $"port={port}",
            $"unix_socket_directories={directory}",
            "fsync=off",
            "max_connections=300",
            "max_prepared_transactions=10",
            "log_destination=stderr",
            .. settings,
        ];
        var process = ServerProcess.Start(
            SystemUser,
            directory,
            "QUIT",
            [Path.Combine(binaries, "postgres"), "-D", data, .. all.SelectMany(setting => new[] { "-c", setting })]
        );
        var connectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false;Timeout=30";
        await Startup.WaitAsync(process, directory, () => new NpgsqlConnection(connectionString));
        return new PostgreSqlServer(connectionString, binaries, process) { LogFile = Path.Combine(directory, "output") };
    }

    /// <summary>What the server wrote to its log; null for a server that the tests did not start.</summary>
    public string? LogFile { get; private init; }

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Runs one statement as superuser in the database <c>postgres</c>.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public Task StopAsync() => _process?.StopAsync() ?? Task.CompletedTask;

    private static async Task<PostgreSqlServer> OpenSharedAsync()
    {
        var given = Environment.GetEnvironmentVariable("DBWARDEN_TEST_POSTGRES");
        return given is null ? await StartAsync() : new PostgreSqlServer(given, FindBinaries() ?? "", process: null);
    }

    private static async Task<PostgreSqlServer> StartNewerAsync()
    {
        var directory = await ServerProcess.CreateDirectoryAsync(SystemUser);
        return await StartAsync(directory, await EmbeddedPostgreSql.CopyToAsync(directory));
    }

    private static string? FindBinaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(directory => File.Exists(Path.Combine(directory, "postgres")))
                .OrderByDescending(directory => directory, StringComparer.Ordinal)
                .FirstOrDefault()
            : Path.GetDirectoryName(ServerBinaries.Find("postgres"));
}
