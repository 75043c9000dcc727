using System.Data;
using System.Data.Common;

namespace DbWarden.Deploy.Databases;

/// <summary>A connection for our own statements, the same for every engine; the engine says how parameters are written.</summary>
internal sealed class DatabaseConnection(DbConnection connection, EngineSql sql, bool reuseCommands) : IAsyncDisposable
{
    // Only where an engine has cheap prepared statements; our statements are a fixed set, so this stays small.
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public DbConnection Connection { get; } = connection;

    /// <summary>Sets the session up again after the connection has been opened anew; null where there is nothing to set up.</summary>
    public Func<CancellationToken, Task>? Prepare { get; init; }

    public EngineSql Sql { get; } = sql;

    /// <summary>
    /// How long a step is tried that nobody may cancel: a network that swallows everything gives no answer. Infinite where a server may
    /// keep everybody waiting for as long as it likes.
    /// </summary>
    public TimeSpan LastPatience { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>What is said directly behind the beginning of a transaction that writes; null for nothing.</summary>
    public string? WriteSettings { get; init; }

    /// <summary>Begins a transaction that is going to write.</summary>
    public async Task BeginWriteAsync(CancellationToken cancellation)
    {
        if (WriteSettings is null)
        {
            await ExecuteAsync(Sql.BeginWrite, cancellation);
            return;
        }

        ThrowIfLost();
        // One round trip for both.
        await using var batch = Connection.CreateBatch();
        foreach (var statement in (string[])[Sql.BeginWrite, WriteSettings])
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement;
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Runs a statement that must be tried whatever was cancelled, for as long as <see cref="LastPatience"/>.</summary>
    public async Task ExecuteLastAsync(Query query)
    {
        using var patience = new CancellationTokenSource(LastPatience);
        try
        {
            await ExecuteAsync(query, patience.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new ConnectionLostException(exception);
        }
    }

    /// <summary>Runs a statement and returns the number of rows that it changed.</summary>
    public async Task<int> ExecuteAsync(Query query, CancellationToken cancellation)
    {
        var command = CommandFor(query);
        try
        {
            return await command.ExecuteNonQueryAsync(cancellation);
        }
        finally
        {
            await ReleaseAsync(command);
        }
    }

    public Task<int> ExecuteAsync(string statement, CancellationToken cancellation) =>
        ExecuteAsync(new Query(statement), cancellation);

    /// <summary>Runs a query and reads its rows.</summary>
    public async Task<List<T>> ReadAsync<T>(Query query, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        var command = CommandFor(query);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation))
                rows.Add(read(reader));
            return rows;
        }
        finally
        {
            await ReleaseAsync(command);
        }
    }

    /// <summary>Commits the transaction that <see cref="EngineSql.BeginWrite"/> has begun; once that is under way it is not cancelled.</summary>
    public Task CommitAsync() => EndTransactionAsync(Sql.Commit);

    public Task RollbackAsync() => EndTransactionAsync(Sql.Rollback);

    private async Task EndTransactionAsync(string statement)
    {
        await ExecuteLastAsync(new Query(statement));
        if (Sql.AfterTransaction is { } after)
            await ExecuteLastAsync(new Query(after));
    }

    /// <summary>Closes the connection and opens it again, which forgets everything that a session has that its opening did not give it.</summary>
    public async Task ReopenAsync(CancellationToken cancellation)
    {
        foreach (var command in _commands.Values)
            await command.DisposeAsync();
        _commands.Clear();
        await Connection.CloseAsync();
        await Connection.OpenAsync(cancellation);
        if (Prepare is not null)
            await Prepare(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
            await command.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private DbCommand CommandFor(Query query)
    {
        ThrowIfLost();
        if (reuseCommands && _commands.TryGetValue(query.Sql, out var known))
        {
            for (var i = 0; i < query.Values.Count; i++)
                known.Parameters[i].Value = query.Values[i] ?? DBNull.Value;
            return known;
        }

        var command = Connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from RecordQueries, LeaseQueries and the engines; values only ever travel as parameters.
        command.CommandText = query.Sql;
#pragma warning restore CA2100
        for (var i = 0; i < query.Values.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = Sql.ParameterName(i + 1);
            parameter.Value = query.Values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        if (reuseCommands)
            _commands.Add(query.Sql, command);
        return command;
    }

    private void ThrowIfLost()
    {
        if (Connection.State != ConnectionState.Open)
            throw new ConnectionLostException();
    }

    private ValueTask ReleaseAsync(DbCommand command) => reuseCommands ? ValueTask.CompletedTask : command.DisposeAsync();
}
