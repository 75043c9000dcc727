using System.Data.Common;
using System.Diagnostics;
using DbWarden.Tool.Tests.Engines;

namespace DbWarden.Tool.Tests.Proofs.Databases;

/// <summary>
/// A database with gates: rows of a table <c>gate</c> whose update waits for as long as the test keeps the gate closed. A migration passes
/// a gate with an ordinary statement, and triggers make the tool pass one when it writes its own tables: so a process is held at a point by
/// the database itself, and by nothing that takes a guess at time.
/// </summary>
internal abstract class GatedDatabase(string connectionString)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static GatedDatabase Of(TestDatabase database) =>
        database.Engine switch
        {
            "sqlite" => new SqliteGates(database.Connection),
            "postgresql" => new PostgreSqlGates(database.Connection),
            "mariadb" => new MariaDbGates(database.Connection),
            _ => throw new ArgumentOutOfRangeException(nameof(database), database.Engine, "An engine without gates."),
        };

    /// <summary>What lets the tool be held and watched at a gate.</summary>
    public virtual IReadOnlyList<string> Arguments => [];

    /// <summary>Statements that make the table <c>gate</c> and whatever makes its update wait.</summary>
    protected abstract IReadOnlyList<string> Machinery { get; }

    /// <summary>A query that finds the lock's row once its holder has been silent for longer than is borne.</summary>
    protected abstract string SilentQuery { get; }

    /// <summary>A query that tells tables, columns and indexes, sorted.</summary>
    protected abstract string SchemaQuery { get; }

    /// <summary>The statement with which a migration, or a trigger, passes a gate.</summary>
    public static string Pass(string gate) => $"UPDATE gate SET passed = passed + 1 WHERE name = '{gate}'";

    /// <summary>Makes gates, all open.</summary>
    public async Task CreateGatesAsync(params IEnumerable<string> gates)
    {
        foreach (var statement in Machinery)
            await ExecuteAsync(statement);
        foreach (var gate in gates)
            await ExecuteAsync($"INSERT INTO gate (name) VALUES ('{gate}')");
    }

    /// <summary>Makes every write of one of the tool's tables pass a gate.</summary>
    /// <param name="moment">Such as <c>BEFORE INSERT</c>.</param>
    /// <param name="condition">Of the row; it may name <c>NEW</c> and <c>OLD</c>.</param>
    public abstract Task GuardAsync(string table, string moment, string condition, string gate);

    /// <summary>Closes a gate until what is returned is disposed of.</summary>
    public abstract Task<IAsyncDisposable> CloseAsync(string gate);

    /// <summary>Returns once the tool stands before a closed gate.</summary>
    /// <param name="after">What the tool says, with <c>--verbose</c>, directly before it comes to the gate; null if nothing.</param>
    public abstract Task WaitForArrivalAsync(RunningTool tool, string? after);

    /// <summary>Runs a statement in a transaction of the test's own, which keeps its locks until what is returned is disposed of.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string statement)
    {
        var connection = await OpenAsync();
        await ExecuteAsync(connection, "BEGIN");
        await ExecuteAsync(connection, statement);
        return connection;
    }

    /// <summary>Returns once a statement of the tool waits for a lock that <see cref="HoldAsync"/> keeps.</summary>
    public abstract Task WaitForBlockedStatementAsync(RunningTool tool);

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    /// <summary>Runs a query; each row's columns are joined with a bar.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(
                string.Join(
                    '|',
                    Enumerable
                        .Range(0, reader.FieldCount)
                        .Select(i => reader.IsDBNull(i) ? "null" : Convert.ToString(reader.GetValue(i), null))
                )
            );
        return rows;
    }

    /// <summary>Tables, columns and indexes, without the tool's own.</summary>
    public async Task<IReadOnlyList<string>> SchemaAsync() =>
        [.. (await QueryAsync(SchemaQuery)).Where(line => !line.Contains("__dbwarden", StringComparison.Ordinal))];

    /// <summary>Returns once the holder of the lock has given no sign of life for so long that it counts as silent.</summary>
    public Task WaitForSilenceAsync(RunningTool holder) => WaitForAsync(holder, SilentQuery);

    /// <summary>Returns once a query finds a row.</summary>
    public Task WaitForAsync(RunningTool tool, string query) =>
        WaitUntilAsync(tool, async () => await QueryAsync(query) is not []);

    /// <summary>A connection of the test's own.</summary>
    public async Task<DbConnection> OpenAsync()
    {
        var connection = Connect(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    protected abstract DbConnection Connect(string connectionString);

    protected static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks again and again, as long as the tool runs.</summary>
    protected static async Task WaitUntilAsync(RunningTool tool, Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            tool.ShouldBeRunning();
            Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(Patience), "The tool did not come to the gate.");
            await Task.Delay(Pause);
        }
    }

    /// <summary>What is undone when a gate opens.</summary>
    protected sealed class Closing(Func<Task> open) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await open();
    }
}
