using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DbWarden.Tool.Tests.Proofs.Databases;

/// <summary>A gate is a number of steps that a query takes, too many to ever end: SQLite has no lock that makes one statement wait.</summary>
internal sealed class SqliteGates(string connectionString) : GatedDatabase(connectionString)
{
    private const int Busy = 5;

    public override IReadOnlyList<string> Arguments => ["--verbose"];

    protected override IReadOnlyList<string> Machinery { get; } =
    [
        "CREATE TABLE gate (name TEXT PRIMARY KEY, passed INTEGER NOT NULL DEFAULT 0, steps INTEGER NOT NULL DEFAULT 0)",
        """
            CREATE VIEW slow AS
            SELECT name, (WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < gate.steps) SELECT count(*) FROM n) AS rounds FROM gate
            """,
        "CREATE TRIGGER gate_wait BEFORE UPDATE OF passed ON gate BEGIN SELECT rounds FROM slow WHERE name = NEW.name; END",
    ];

    protected override string SilentQuery =>
        "SELECT 1 FROM __dbwarden_lock WHERE (julianday('now') - julianday(heartbeat_at)) * 86400 > 15.5";

    protected override string SchemaQuery =>
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY type, name";

    public override Task GuardAsync(string table, string moment, string condition, string gate) =>
        ExecuteAsync($"CREATE TRIGGER pass_{gate} {moment} ON {table} WHEN {condition} BEGIN {Pass(gate)}; END");

    public override async Task<IAsyncDisposable> CloseAsync(string gate)
    {
        await ExecuteAsync($"UPDATE gate SET steps = 1000000000000 WHERE name = '{gate}'");
        return new Closing(() => ExecuteAsync($"UPDATE gate SET steps = 0 WHERE name = '{gate}'"));
    }

    /// <summary>What the tool has said tells how far it has come, and the write lock that it works on something since.</summary>
    public override async Task WaitForArrivalAsync(RunningTool tool, string? after)
    {
        if (after is not null)
            await tool.WaitForLineAsync(after);
        await WaitUntilAsync(tool, IsWriteLockedAsync);
    }

    public override Task WaitForBlockedStatementAsync(RunningTool tool) =>
        throw new NotSupportedException("No statement of SQLite waits for a table.");

    protected override DbConnection Connect(string connectionString) =>
        new SqliteConnection(connectionString + ";Pooling=false;Default Timeout=10");

    /// <summary>Takes the write lock when the tool has let it go, and stops the tool while it waits to get it back.</summary>
    public async Task PauseBetweenTransactionsAsync(RunningTool tool)
    {
        await using var connection = (SqliteConnection)await OpenAsync();
        while (true)
        {
            // The moment is short, so it is asked for without a pause.
            while (!TryBegin("IMMEDIATE"))
                tool.ShouldBeRunning();
            await tool.PauseAsync();
            await ExecuteAsync(connection, "ROLLBACK");
            if (TryBegin("EXCLUSIVE"))
                break;
            // It was stopped in the middle of asking, when it has a lock that keeps others from writing.
            await tool.SignalAsync("CONT");
        }

        await ExecuteAsync(connection, "ROLLBACK");

        bool TryBegin(string kind) => raw.sqlite3_exec(connection.Handle!, $"BEGIN {kind}") != Busy;
    }

    private async Task<bool> IsWriteLockedAsync()
    {
        await using var connection = (SqliteConnection)await OpenAsync();
        connection.DefaultTimeout = 1;
        try
        {
            await ExecuteAsync(connection, "BEGIN IMMEDIATE");
            return false;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == Busy)
        {
            return true;
        }
    }
}
