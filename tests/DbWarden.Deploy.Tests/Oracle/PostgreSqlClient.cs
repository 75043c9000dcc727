using System.Data.Common;
using DbWarden.Deploy.Execution;
using DbWarden.TestSupport;
using Npgsql;

namespace DbWarden.Deploy.Tests.Oracle;

internal sealed class PostgreSqlClient : EngineClient
{
    private static readonly Dictionary<string, string?> Environment = new() { ["PGCLIENTENCODING"] = "UTF8" };

    public override async Task<string> CreateDatabaseAsync() =>
        await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();

    public override async Task<CommandResult> TryAsync(string connectionString, byte[] script)
    {
        string[] arguments =
        [
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-f",
            Files.Write("script.sql", script),
            Uri(connectionString),
        ];
        return await CommandLine.RunAsync(await ProgramAsync("psql"), arguments, environment: Environment);
    }

    public override DbConnection Connect(string connectionString) => new NpgsqlConnection(connectionString);

    public override async Task<string> DumpAsync(string connectionString)
    {
        var dump = await CommandLine.RunAsync(await ProgramAsync("pg_dump"), [Uri(connectionString)], environment: Environment);
        var lines = dump.ShouldExitWith(0).StandardOutput.Split('\n');
        // The key in these lines is another one in each dump.
        return string.Join('\n', lines.Where(line => line.Split(' ')[0] is not (@"\restrict" or @"\unrestrict")));
    }

    public override async Task ExecuteAsync(DbConnection connection, ScriptStatement statement)
    {
        if (!statement.Position.HasData)
        {
            await base.ExecuteAsync(connection, statement);
            return;
        }

        await using var writer = await ((NpgsqlConnection)connection).BeginTextImportAsync(statement.Text);
        await ((StreamWriter)writer).BaseStream.WriteAsync(statement.Data);
    }

    private static async Task<string> ProgramAsync(string name) =>
        Path.Combine((await PostgreSqlServer.SharedAsync()).BinaryDirectory, name);

    private static string Uri(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        return $"host={connection.Host} port={connection.Port} user={connection.Username} dbname={connection.Database}";
    }
}
