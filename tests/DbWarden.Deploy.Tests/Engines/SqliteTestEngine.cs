using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace DbWarden.Deploy.Tests.Engines;

public sealed class SqliteTestEngine : TestEngine
{
    public override string Name => "sqlite";

    public override bool HasTransactionalDdl => true;

    protected override string TablesQuery =>
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'";

    public override Task<string> CreateDatabaseAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), $"dbwarden-{Guid.NewGuid():N}.db");
        return Task.FromResult(new SqliteConnectionStringBuilder { DataSource = path }.ToString());
    }

    public override void Clean(string connectionString) => File.Delete(PathOf(connectionString));

    /// <summary>The database's file.</summary>
    public static string PathOf(string connectionString) => new SqliteConnectionStringBuilder(connectionString).DataSource;

    protected override DbConnection Connect(string connectionString) =>
        new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
}
