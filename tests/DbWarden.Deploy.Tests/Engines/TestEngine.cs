using System.Data.Common;

namespace DbWarden.Deploy.Tests.Engines;

/// <summary>An engine as the suites see it: a fresh database a test, and plain access to look at what a deployment did.</summary>
public abstract class TestEngine
{
    /// <summary>As users write it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a failed migration leaves nothing even if it changed definitions.</summary>
    public abstract bool HasTransactionalDdl { get; }

    /// <summary>A fresh, empty database; its connection string.</summary>
    public abstract Task<string> CreateDatabaseAsync();

    /// <summary>Removes what <see cref="CreateDatabaseAsync"/> made, where that is needed.</summary>
    public virtual void Clean(string connectionString) { }

    /// <summary>The names of the user's tables, sorted; ours are left out.</summary>
    public async Task<IReadOnlyList<string>> TablesAsync(string connectionString)
    {
        var tables = await QueryAsync(connectionString, TablesQuery);
        return
        [
            .. tables.Where(table => !table.StartsWith("__dbwarden", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The names of our own tables, sorted.</summary>
    public async Task<IReadOnlyList<string>> OwnTablesAsync(string connectionString)
    {
        var tables = await QueryAsync(connectionString, TablesQuery);
        return [.. tables.Where(table => table.StartsWith("__dbwarden", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Runs a query; each row's columns are joined with a bar.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var row = Enumerable
                .Range(0, reader.FieldCount)
                .Select(i => reader.IsDBNull(i) ? "null" : Convert.ToString(reader.GetValue(i), null));
            rows.Add(string.Join('|', row));
        }

        return rows;
    }

    /// <summary>Asks again and again until the query finds a row.</summary>
    public async Task WaitForAsync(string connectionString, string sql)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        while (await QueryAsync(connectionString, sql) is [])
            Assert.That(started.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)), sql);
    }

    public async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A connection of the test's own.</summary>
    public async Task<DbConnection> OpenAsync(string connectionString)
    {
        var connection = Connect(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    public override string ToString() => Name;

    protected abstract string TablesQuery { get; }

    protected abstract DbConnection Connect(string connectionString);
}
