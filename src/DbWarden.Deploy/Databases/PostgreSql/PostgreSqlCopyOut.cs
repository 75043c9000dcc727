using System.Text.RegularExpressions;
using DbWarden.Deploy.Execution;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>Recognises COPY … TO STDOUT: its rows would go to the client, and the driver refuses it with an exception that looks like a bug.</summary>
internal static partial class PostgreSqlCopyOut
{
    private static readonly ServerError Refusal = new(
        ServerErrorKind.Statement,
        "COPY … TO STDOUT sends rows to a client, and a migration has none."
    )
    {
        Hint = "Leave the statement out.",
    };

    /// <summary>Throws <see cref="StatementFailedException"/> where the statement is one.</summary>
    public static void Refuse(ScriptStatement statement)
    {
        // The first letters first: this is asked of every statement.
        if (statement.Bytes.Span is [(byte)'C' or (byte)'c', (byte)'O' or (byte)'o', ..] && Words().IsMatch(statement.Head))
            throw new StatementFailedException(statement, Refusal, inner: null);
    }

    [GeneratedRegex(
        @"^COPY\b.*\bTO\s+STDOUT\b",
        RegexOptions.IgnoreCase | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Words();
}
