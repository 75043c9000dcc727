using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Schemas;
using DbWarden.TestSupport;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Deploy.Tests.Schemas;

/// <summary>An empty database of one engine, and the engine's own client to fill it.</summary>
internal sealed class SchemaSource : IDisposable
{
    private readonly DatabaseEngine _engine;
    private readonly string _connectionString;
    private readonly string _client;
    private readonly string[] _arguments;
    private readonly IDisposable? _files;

    private SchemaSource(string name, string connectionString, string client, string[] arguments, IDisposable? files = null)
    {
        Name = name;
        _engine = DatabaseEngine.Find(name.Split('-')[0])!;
        _connectionString = connectionString;
        _client = client;
        _arguments = arguments;
        _files = files;
    }

    public static string[] Names { get; } = ["sqlite", "postgresql", "postgresql-newer", "mariadb"];

    public string Name { get; }

    public EngineSchemas Engine => _engine.Schemas;

    public string ConnectionString => _connectionString;

    /// <summary>The file with a schema of every kind of object.</summary>
    public string Sample =>
        File.ReadAllText(
            Path.Combine(Repository.Root, "tests/DbWarden.Deploy.Tests/Schemas/Samples", Name.Split('-')[0] + ".sql")
        );

    public static async Task<SchemaSource> CreateAsync(string name)
    {
        switch (name)
        {
            case "sqlite":
                var files = new TemporaryDirectory();
                var path = Path.Combine(files.Path, "test.db");
                return new SchemaSource(name, $"Data Source={path}", "sqlite3", ["-bail", path], files);
            case "mariadb":
                var maria = new MySqlConnectionStringBuilder(await (await MariaDbServer.SharedAsync()).CreateDatabaseAsync());
                string[] arguments =
                [
                    "--no-defaults",
                    $"--host={maria.Server}",
                    $"--port={maria.Port}",
                    $"--user={maria.UserID}",
                    "--protocol=tcp",
                    "--default-character-set=utf8mb4",
                    maria.Database,
                ];
                return new SchemaSource(name, maria.ConnectionString, "mariadb", arguments);
            default:
                var older = await PostgreSqlServer.SharedAsync();
                var server = name == "postgresql" ? older : await PostgreSqlServer.SharedNewerAsync();
                var postgres = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync());
                var url = $"host={postgres.Host} port={postgres.Port} user={postgres.Username} dbname={postgres.Database}";
                return new SchemaSource(
                    name,
                    postgres.ConnectionString,
                    Path.Combine(older.BinaryDirectory, "psql"),
                    ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", url]
                );
        }
    }

    /// <summary>Runs a script through the engine's own client, as a user would.</summary>
    public async Task<SchemaSource> RunAsync(string script)
    {
        (await CommandLine.RunAsync(_client, _arguments, standardInput: script)).ShouldExitWith(0);
        return this;
    }

    public async Task<DatabaseSchema> ReadAsync()
    {
        await using var connection = await _engine.OpenAsync(_connectionString, Access.Read, CancellationToken.None);
        return await Engine.ReadAsync(connection.Connection, CancellationToken.None);
    }

    public void Dispose() => _files?.Dispose();
}
