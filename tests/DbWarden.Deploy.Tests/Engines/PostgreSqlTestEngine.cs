using System.Data.Common;
using DbWarden.TestSupport;
using Npgsql;

namespace DbWarden.Deploy.Tests.Engines;

public class PostgreSqlTestEngine : TestEngine
{
    public override string Name => "postgresql";

    public override bool HasTransactionalDdl => true;

    protected override string TablesQuery =>
        "SELECT tablename::text FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";

    public override async Task<string> CreateDatabaseAsync() =>
        await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();

    protected override DbConnection Connect(string connectionString) =>
        new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
}
