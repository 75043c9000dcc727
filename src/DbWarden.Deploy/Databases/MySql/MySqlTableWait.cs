using System.Globalization;
using System.Text.RegularExpressions;
using DbWarden.Deploy.Execution;
using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>
/// Waits until a table is free of other transactions, briefly and again and again, before a statement that changes it. The statement
/// itself must not give up: an ALTER may work for an hour and would lose all of that to a timeout at its last step.
/// </summary>
internal static partial class MySqlTableWait
{
    /// <summary>Lets statements wait for a table as long as it takes, which is as long as the servers' own default.</summary>
    public const string LongWait = "SESSION lock_wait_timeout = 86400";

    /// <summary>The table, as the statement names it, that must be free for it; null where it makes a new one.</summary>
    public static string? TableOf(ScriptStatement statement)
    {
        var match = Subject().Match(statement.Head);
        return match.Success ? match.Groups["table"].Value : null;
    }

    /// <summary>One attempt. Throws a <see cref="StatementFailedException"/> of the kind Contention where others hold the table.</summary>
    public static async Task ProbeAsync(
        MySqlConnection connection,
        ScriptStatement statement,
        string table,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(timeout.TotalSeconds));
#pragma warning disable CA2100 // The name is taken from the migration's own statement, which runs next.
        await using var command = new MySqlCommand(
            $"{WaitFor(seconds)}; LOCK TABLES {table} WRITE; UNLOCK TABLES; SET {LongWait}",
            connection
        );
        await using var undo = new MySqlCommand($"SET {LongWait}", connection);
#pragma warning restore CA2100
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
            cancellation.ThrowIfCancellationRequested();
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.LockWaitTimeout)
        {
            throw new StatementFailedException(statement, MySqlErrors.Explain(exception, statement)!, exception);
        }
        catch (MySqlException)
            when (!cancellation.IsCancellationRequested && connection.State == System.Data.ConnectionState.Open)
        {
            // No such table, or no right to lock it: the statement will tell what is so.
            await undo.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static string WaitFor(int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"SET SESSION lock_wait_timeout = {seconds}");

    private const string Name = "(?:`(?:[^`]|``)+`|[^\\s`.(,;]+)";

    [GeneratedRegex(
        "^(?:ALTER\\s+(?:ONLINE\\s+|OFFLINE\\s+)?(?:IGNORE\\s+)?TABLE\\s+(?:IF\\s+EXISTS\\s+)?"
            + "|DROP\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?"
            + "|RENAME\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?"
            + "|TRUNCATE\\s+(?:TABLE\\s+)?"
            + "|CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:UNIQUE\\s+|FULLTEXT\\s+|SPATIAL\\s+)?INDEX\\s.*?\\sON\\s+"
            + "|DROP\\s+INDEX\\s.*?\\sON\\s+"
            + "|CREATE\\s+(?:OR\\s+REPLACE\\s+)?TRIGGER\\s.*?\\sON\\s+)"
            + "(?<table>"
            + Name
            + "(?:\\s*\\.\\s*"
            + Name
            + ")?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Subject();
}
