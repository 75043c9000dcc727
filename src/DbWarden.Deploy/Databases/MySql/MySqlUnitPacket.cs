using System.Data;
using System.Globalization;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Records;
using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>
/// The journal's write and the units that it begins, each behind its fence, in one packet, and the beginning of the rows behind them. The
/// server stops at the first statement that fails; a variable of the session tells afterwards which unit that was.
/// </summary>
/// <param name="fence">Fails on the server once the lease is lost.</param>
/// <param name="withRows">Whether the transaction of the rows begins behind the units.</param>
/// <param name="rowLimit">What is set for the rows; null for nothing.</param>
internal sealed class MySqlUnitPacket(
    MySqlConnection connection,
    string fence,
    UnitsTogether together,
    bool withRows,
    string? rowLimit
)
{
    /// <summary>The journal's write has asked for the lease, and says so by its row.</summary>
    private const string FirstFence = $"SET @dbwarden_fence = COALESCE(NULLIF(ROW_COUNT(), 0), {MySqlSql.Failing})";

    /// <summary>What the server says of <see cref="MySqlSql.Failing"/>: a subquery that finds more than one row.</summary>
    private const MySqlErrorCode FenceFailed = (MySqlErrorCode)1242;

    private static readonly TimeSpan AskingPatience = TimeSpan.FromSeconds(30);

    private readonly List<MySqlBatchCommand> _commands = [];

    /// <summary>The first statement of the rows, once its transaction has begun; null where it has not.</summary>
    public MySqlRowsBegun? Rows { get; private set; }

    /// <summary>Adds what comes before the units; the journal's write last.</summary>
    public void Add(Query query)
    {
        var command = new MySqlBatchCommand(query.Sql);
        foreach (var value in query.Values)
            command.Parameters.Add(new MySqlParameter { Value = value ?? DBNull.Value });
        _commands.Add(command);
    }

    /// <summary>Throws what the driver throws where no unit has begun.</summary>
    public async Task<UnitsReached> SendAsync(CancellationToken cancellation)
    {
        AddUnits();
        await using var batch = new MySqlBatch(connection);
        foreach (var command in _commands)
            batch.BatchCommands.Add(command);
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
            if (withRows)
                Rows = new MySqlRowsBegun(Failure: null);
            return new UnitsReached(together.Units.Count);
        }
        catch (Exception exception) when (exception is MySqlException or OperationCanceledException)
        {
            if (connection.State != ConnectionState.Open)
                return new UnitsReached(Done: 0, exception, IsBegun: false);
            int? reached;
            try
            {
                reached = await ReachedAsync();
            }
            catch (Exception silence) when (silence is MySqlException or OperationCanceledException)
            {
                return new UnitsReached(Done: 0, silence, IsBegun: false);
            }

            if (reached is null)
                throw;
            return Explain(exception, reached.Value - together.First);
        }
    }

    private void AddUnits()
    {
        for (var number = 0; number < together.Units.Count; number++)
        {
            AddFence(number);
            Add(new Query(together.Units[number].Text));
        }

        if (!withRows)
            return;
        AddFence(together.Units.Count, rowLimit);
        Add(new Query("START TRANSACTION"));
        Add(new Query(together.Rows!.Value.Text));
    }

    /// <summary>One statement for all that has to be set, since each has an answer of its own.</summary>
    private void AddFence(int number, string? setting = null) =>
        Add(
            new Query(
                $"{(number == 0 ? FirstFence : fence)}, @dbwarden_unit = {RowQuery.Literal(together.First + number)}"
                    + (setting is null ? "" : ", " + setting)
            )
        );

    private UnitsReached Explain(Exception exception, int done)
    {
        if (done < together.Units.Count)
            return ExplainDefinition(exception, done);
        Rows = new MySqlRowsBegun(MySqlErrors.OfStatement(exception, together.Rows!.Value));
        return new UnitsReached(done);
    }

    private UnitsReached ExplainDefinition(Exception exception, int done) =>
        exception switch
        {
            // Nothing of it has run; and what the server says of it quotes what follows in the packet as well.
            MySqlException { ErrorCode: MySqlErrorCode.ParseError } => new UnitsReached(done),
            // A definition asks for no rows: it is the fence behind it that failed.
            MySqlException { ErrorCode: FenceFailed } => new UnitsReached(done + 1, exception),
            _ => new UnitsReached(done, MySqlErrors.OfStatement(exception, together.Units[done])),
        };

    /// <summary>The number of the unit whose fence was the last to let something pass; null where none of these has.</summary>
    private async Task<int?> ReachedAsync()
    {
        using var patience = new CancellationTokenSource(AskingPatience);
        await using var command = new MySqlCommand("SELECT @dbwarden_unit", connection);
        var answer = await command.ExecuteScalarAsync(patience.Token);
        var unit = answer is null or DBNull ? 0 : Convert.ToInt32(answer, CultureInfo.InvariantCulture);
        return unit < together.First ? null : unit;
    }
}
