using System.Data.Common;
using Npgsql;

namespace DbWarden.Tool.Tests.Proofs.Databases;

/// <summary>A gate is an advisory lock.</summary>
internal sealed class PostgreSqlGates(string connectionString) : GatedDatabase(connectionString)
{
    private const string Arrival =
        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private const string BlockedStatement =
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    /// <summary>A statement that waits for a table goes on waiting, and is not tried again.</summary>
    public override IReadOnlyList<string> Arguments => ["--lock-timeout", "0"];

    protected override IReadOnlyList<string> Machinery { get; } =
    [
        "CREATE TABLE gate (name text PRIMARY KEY, passed int NOT NULL DEFAULT 0)",
        "CREATE FUNCTION gate_wait() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM pg_advisory_xact_lock_shared(hashtext(NEW.name)); RETURN NEW; END$$",
        "CREATE TRIGGER gate_wait BEFORE UPDATE ON gate FOR EACH ROW EXECUTE FUNCTION gate_wait()",
        "CREATE FUNCTION gate_pass() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN UPDATE public.gate SET passed = passed + 1 WHERE name = TG_ARGV[0]; RETURN NEW; END$$",
    ];

    protected override string SilentQuery =>
        "SELECT 1 FROM __dbwarden_lock WHERE heartbeat_at < clock_timestamp() - interval '15.5 s'";

    protected override string SchemaQuery =>
        """
            SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT indrelid::regclass || ' index ' || indexrelid::regclass FROM pg_index WHERE indisvalid AND indrelid::regclass::text NOT LIKE 'pg_%'
            ORDER BY 1
            """;

    public override Task GuardAsync(string table, string moment, string condition, string gate) =>
        ExecuteAsync(
            $"CREATE TRIGGER pass_{gate} {moment} ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION gate_pass('{gate}')"
        );

    public override async Task<IAsyncDisposable> CloseAsync(string gate)
    {
        var connection = await OpenAsync();
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock(hashtext('{gate}'))");
        return connection;
    }

    public override Task WaitForArrivalAsync(RunningTool tool, string? after) => WaitForAsync(tool, Arrival);

    // CREATE INDEX CONCURRENTLY waits for transactions, everything else for tables.
    public override Task WaitForBlockedStatementAsync(RunningTool tool) => WaitForAsync(tool, BlockedStatement);

    protected override DbConnection Connect(string connectionString) => new NpgsqlConnection(connectionString);
}
