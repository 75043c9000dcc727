using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>
/// Collects commands and sends them together, so that an ordinary migration is one round trip. Bounded in bytes, so that a large
/// file does not pile up in memory.
/// </summary>
internal sealed class PostgreSqlPipeline(NpgsqlConnection connection)
{
    private const int MaximumBytes = 1 << 20;
    private const int MaximumCommands = 2000;

    private readonly List<(NpgsqlBatchCommand Command, ScriptStatement? Statement)> _commands = [];
    private NpgsqlBatchCommand? _fence;
    private long _bytes;

    /// <summary>Whether so much has been collected that it should be sent.</summary>
    public bool IsFull => _bytes >= MaximumBytes || _commands.Count >= MaximumCommands;

    public void Add(string sql) => Add(new Query(sql));

    public void Add(Query query) => Add(Command(query), query.Sql.Length, statement: null);

    public void Add(ScriptStatement statement)
    {
        PostgreSqlCopyOut.Refuse(statement);
        Add(new NpgsqlBatchCommand(statement.Text), statement.Bytes.Length, statement);
    }

    /// <summary>Adds the fence: if it fails, the lease is lost.</summary>
    public void AddFence(Query query) => Add(_fence = Command(query), query.Sql.Length, statement: null);

    public void Clear()
    {
        _commands.Clear();
        _bytes = 0;
    }

    /// <summary>Sends what has been collected and waits for the answers.</summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        if (_commands.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (command, _) in _commands)
            batch.BatchCommands.Add(command);
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException exception) when (exception.BatchCommand is { } failed)
        {
            if (failed == _fence && exception.SqlState == PostgresErrorCodes.DivisionByZero)
                throw new LeaseLostException("The lease is not this run's any more.", exception);
            var statement = _commands.Find(command => command.Command == failed).Statement;
            throw new StatementFailedException(statement, PostgreSqlErrors.Explain(exception)!, exception);
        }
        finally
        {
            Clear();
        }
    }

    private void Add(NpgsqlBatchCommand command, int length, ScriptStatement? statement)
    {
        _commands.Add((command, statement));
        _bytes += length;
    }

    private static NpgsqlBatchCommand Command(Query query)
    {
        var command = new NpgsqlBatchCommand(query.Sql);
        foreach (var value in query.Values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
