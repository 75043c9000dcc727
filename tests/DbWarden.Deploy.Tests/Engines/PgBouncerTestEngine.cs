using DbWarden.TestSupport;
using Npgsql;

namespace DbWarden.Deploy.Tests.Engines;

/// <summary>PostgreSQL behind a pooler that gives each transaction any session of the server.</summary>
public sealed class PgBouncerTestEngine : PostgreSqlTestEngine
{
    public override async Task<string> CreateDatabaseAsync() => await (await PgBouncer.SharedAsync()).CreateDatabaseAsync();

    /// <summary>The same database without the pooler.</summary>
    public static async Task<string> DirectAsync(string connectionString)
    {
        var server = await PostgreSqlServer.SharedAsync();
        return new NpgsqlConnectionStringBuilder(connectionString) { Port = server.Port }.ToString();
    }
}
