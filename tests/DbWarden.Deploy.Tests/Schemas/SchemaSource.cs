using System.Data.Common;
using DbWarden.Deploy.Databases.MySql.Schemas;
using DbWarden.Deploy.Databases.PostgreSql.Schemas;
using DbWarden.Deploy.Databases.Sqlite.Schemas;
using DbWarden.Deploy.Schemas;
using DbWarden.TestSupport;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Deploy.Tests.Schemas;

/// <summary>An empty database of one engine, and the engine's own client to fill it.</summary>
internal sealed class SchemaSource : IDisposable
{
    private readonly Func<DbConnection> _connect;
    private readonly string _client;
    private readonly string[] _arguments;
    private readonly IDisposable? _files;

    private SchemaSource(string name, EngineSchemas engine, Func<DbConnection> connect, string client, string[] arguments, IDisposable? files = null)
    {
        Name = name;
        Engine = engine;
        _connect = connect;
        _client = client;
        _arguments = arguments;
        _files = files;
    }

    public static string[] Names { get; } = ["sqlite", "postgresql", "postgresql-newer", "mariadb"];

    public string Name { get; }

    public EngineSchemas Engine { get; }

    /// <summary>The file with a schema of every kind of object.</summary>
    public string Sample =>
        File.ReadAllText(Path.Combine(Repository.Root, "tests/DbWarden.Deploy.Tests/Schemas/Samples", Name.Split('-')[0] + ".sql"));

    public static async Task<SchemaSource> CreateAsync(string name)
    {
        switch (name)
        {
            case "sqlite":
                var files = new TemporaryDirectory();
                var path = Path.Combine(files.Path, "test.db");
                return new SchemaSource(name, SqliteSchemas.Instance, () => new SqliteConnection($"Data Source={path};Pooling=False"), "sqlite3", ["-bail", path], files);
            case "mariadb":
                var maria = new MySqlConnectionStringBuilder(await (await MariaDbServer.SharedAsync()).CreateDatabaseAsync());
                string[] arguments = ["--no-defaults", $"--host={maria.Server}", $"--port={maria.Port}", $"--user={maria.UserID}", "--protocol=tcp", "--default-character-set=utf8mb4", maria.Database];
                return new SchemaSource(name, MySqlSchemas.Instance, () => new MySqlConnection(maria.ConnectionString), "mariadb", arguments);
            default:
                var older = await PostgreSqlServer.SharedAsync();
                var server = name == "postgresql" ? older : await PostgreSqlServer.SharedNewerAsync();
                var postgres = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync());
                var url = $"host={postgres.Host} port={postgres.Port} user={postgres.Username} dbname={postgres.Database}";
                return new SchemaSource(
                    name,
                    PostgreSqlSchemas.Instance,
                    () => new NpgsqlConnection(postgres.ConnectionString),
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
        await using var connection = _connect();
        await connection.OpenAsync();
        return await Engine.ReadAsync(connection, CancellationToken.None);
    }

    public void Dispose() => _files?.Dispose();
}
