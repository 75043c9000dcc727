using System.Data.Common;
using DbWarden.TestSupport;
using MySqlConnector;

namespace DbWarden.Deploy.Tests.Engines;

public class MariaDbTestEngine : TestEngine
{
    public override string Name => "mariadb";

    public override bool HasTransactionalDdl => false;

    protected override string TablesQuery => "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()";

    public override async Task<string> CreateDatabaseAsync() => await (await MariaDbServer.SharedAsync()).CreateDatabaseAsync();

    protected override DbConnection Connect(string connectionString) =>
        new MySqlConnection(new MySqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
}
