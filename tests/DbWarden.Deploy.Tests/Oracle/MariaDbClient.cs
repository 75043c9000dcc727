using System.Data.Common;
using System.Text;
using DbWarden.TestSupport;
using MySqlConnector;

namespace DbWarden.Deploy.Tests.Oracle;

internal sealed class MariaDbClient : EngineClient
{
    public override async Task<string> CreateDatabaseAsync() => await (await MariaDbServer.SharedAsync()).CreateDatabaseAsync();

    public override Task<CommandResult> TryAsync(string connectionString, byte[] script) =>
        TryAsync(connectionString, script, []);

    public static async Task RunAsync(string connectionString, byte[] script, params string[] options) =>
        (await TryAsync(connectionString, script, options)).ShouldExitWith(0);

    private static Task<CommandResult> TryAsync(string connectionString, byte[] script, string[] options)
    {
        string[] arguments = [.. Arguments(connectionString), .. options, Database(connectionString)];
        return CommandLine.RunAsync("mariadb", arguments, standardInput: Encoding.UTF8.GetString(script));
    }

    public override DbConnection Connect(string connectionString) => new MySqlConnection(connectionString);

    public override async Task<string> DumpAsync(string connectionString)
    {
        var database = Database(connectionString);
        var dump = await DumpAsync(connectionString, database);
        return LineEnds.Unify(dump.Replace(database, "test", StringComparison.Ordinal));
    }

    /// <param name="subject">Databases and tables, and options that choose what of them.</param>
    public static async Task<string> DumpAsync(string connectionString, params string[] subject)
    {
        string[] options = ["--skip-comments", "--routines", "--triggers", "--events", "--hex-blob"];
        var dump = await CommandLine.RunAsync("mariadb-dump", [.. Arguments(connectionString), .. options, .. subject]);
        return dump.ShouldExitWith(0).StandardOutput;
    }

    private static string Database(string connectionString) => new MySqlConnectionStringBuilder(connectionString).Database;

    private static string[] Arguments(string connectionString)
    {
        var connection = new MySqlConnectionStringBuilder(connectionString);
        string[] server = [$"--host={connection.Server}", $"--port={connection.Port}", $"--user={connection.UserID}"];
        return ["--no-defaults", .. server, "--protocol=tcp", "--default-character-set=utf8mb4"];
    }
}
