using System.Data.Common;
using MySqlConnector;

namespace DbWarden.Tool.Tests.Proofs.Databases;

/// <summary>A gate is a named lock of the server.</summary>
internal sealed class MariaDbGates(string connectionString) : GatedDatabase(connectionString)
{
    private const string Arrival = "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND state = 'User lock'";

    private const string BlockedStatement =
        "SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND state = 'Waiting for table metadata lock'";

    /// <summary>A statement that waits for a table goes on waiting, and is not tried again.</summary>
    public override IReadOnlyList<string> Arguments => ["--lock-timeout", "0"];

    protected override IReadOnlyList<string> Machinery { get; } =
    [
        "CREATE TABLE gate (name VARCHAR(50) PRIMARY KEY, passed INT NOT NULL DEFAULT 0)",
        """
            CREATE TRIGGER gate_wait BEFORE UPDATE ON gate FOR EACH ROW
            BEGIN
                DO GET_LOCK(CONCAT(DATABASE(), ':', NEW.name), 600);
                DO RELEASE_LOCK(CONCAT(DATABASE(), ':', NEW.name));
            END
            """,
    ];

    protected override string SilentQuery =>
        "SELECT 1 FROM __dbwarden_lock WHERE heartbeat_at < UTC_TIMESTAMP(6) - INTERVAL 15500000 MICROSECOND";

    protected override string SchemaQuery =>
        """
            SELECT CONCAT_WS(' ', table_name, ordinal_position, column_name, column_type, is_nullable) FROM information_schema.columns WHERE table_schema = DATABASE()
            UNION ALL
            SELECT CONCAT_WS(' ', table_name, 'index', index_name, column_name) FROM information_schema.statistics WHERE table_schema = DATABASE()
            ORDER BY 1
            """;

    public override Task GuardAsync(string table, string moment, string condition, string gate) =>
        ExecuteAsync($"CREATE TRIGGER pass_{gate} {moment} ON {table} FOR EACH ROW IF {condition} THEN {Pass(gate)}; END IF");

    public override async Task<IAsyncDisposable> CloseAsync(string gate)
    {
        var connection = await OpenAsync();
        await ExecuteAsync(connection, $"DO GET_LOCK(CONCAT(DATABASE(), ':{gate}'), 60)");
        return connection;
    }

    public override Task WaitForArrivalAsync(RunningTool tool, string? after) => WaitForAsync(tool, Arrival);

    public override Task WaitForBlockedStatementAsync(RunningTool tool) => WaitForAsync(tool, BlockedStatement);

    protected override DbConnection Connect(string connectionString) => new MySqlConnection(connectionString);
}
