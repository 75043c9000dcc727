using System.Data.Common;
using System.Text;
using DbWarden.Deploy.Databases.Sqlite;
using DbWarden.Deploy.Execution;
using DbWarden.TestSupport;
using Microsoft.Data.Sqlite;

namespace DbWarden.Deploy.Tests.Oracle;

internal sealed class SqliteClient : EngineClient
{
    private int _databases;

    public override Task<string> CreateDatabaseAsync()
    {
        var path = Path.Combine(Files.Path, $"{++_databases}.db");
        // The client starts without foreign keys, unlike the driver.
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            ForeignKeys = false,
        };
        return Task.FromResult(connection.ToString());
    }

    public override Task<CommandResult> TryAsync(string connectionString, byte[] script) =>
        CommandLine.RunAsync("sqlite3", ["-bail", PathOf(connectionString)], standardInput: Encoding.UTF8.GetString(script));

    public override DbConnection Connect(string connectionString) => new SqliteConnection(connectionString);

    public override Task ExecuteAsync(DbConnection connection, ScriptStatement statement)
    {
        SqliteStatement.Run(((SqliteConnection)connection).Handle!, statement.Bytes.Span, statement);
        return Task.CompletedTask;
    }

    public override async Task<string> DumpAsync(string connectionString)
    {
        var path = PathOf(connectionString);
        string[] queries = ["PRAGMA user_version", "PRAGMA application_id", ".dump"];
        var dump = await CommandLine.RunAsync("sqlite3", [path, .. queries]);
        return LineEnds.Unify(dump.ShouldExitWith(0).StandardOutput);
    }

    private static string PathOf(string connectionString) => new SqliteConnectionStringBuilder(connectionString).DataSource;
}
