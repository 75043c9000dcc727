using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using DbWarden.Deploy.Execution;
using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>What error numbers and the driver's own exceptions mean for a run.</summary>
internal static partial class MySqlErrors
{
    /// <summary>MariaDB's own number.</summary>
    private const MySqlErrorCode ConnectionKilled = (MySqlErrorCode)1927;

    /// <summary>MySQL's own, for the same.</summary>
    private const MySqlErrorCode SessionKilled = (MySqlErrorCode)3169;

    /// <summary>What a node of a cluster answers that has lost the others, or has not yet caught up with them.</summary>
    private const MySqlErrorCode NodeNotReady = MySqlErrorCode.UnknownCommand;

    /// <param name="statement">The statement that was run; null where it was none of the file's.</param>
    public static ServerError? Explain(Exception exception, ScriptStatement? statement) =>
        exception switch
        {
            MySqlException error => new ServerError(Kind(error), Message(error))
            {
                Code = Code(error),
                Offset = statement is { } failed ? Offset(error.Message, failed.Text) : null,
            },
            SocketException or TimeoutException or EndOfStreamException => new ServerError(
                ServerErrorKind.ConnectionLost,
                exception.Message
            ),
            _ => null,
        };

    /// <summary>What went wrong with a statement of the file.</summary>
    /// <param name="exception">The driver's, or a cancellation, which stays what it is.</param>
    public static Exception OfStatement(Exception exception, ScriptStatement statement) =>
        exception is MySqlException
            ? new StatementFailedException(statement, Explain(exception, statement)!, exception)
            : exception;

    public static ServerError TooLarge(long statement, long packet) =>
        new(
            ServerErrorKind.Statement,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The statement has {statement} bytes, and the server takes {packet} at most (max_allowed_packet)."
            )
        )
        {
            Hint = "Split the statement, or raise max_allowed_packet on the server.",
        };

    private static ServerErrorKind Kind(MySqlException error) =>
        error.ErrorCode switch
        {
            MySqlErrorCode.UnableToConnectToHost
            or MySqlErrorCode.ConnectionCountError
            or MySqlErrorCode.TooManyUserConnections
            or NodeNotReady => ServerErrorKind.NotReady,
            MySqlErrorCode.AccessDenied
            or MySqlErrorCode.DatabaseAccessDenied
            or MySqlErrorCode.UnknownDatabase
            or MySqlErrorCode.HostNotPrivileged
            or MySqlErrorCode.HostIsBlocked => ServerErrorKind.Refused,
            MySqlErrorCode.NoSuchTable => ServerErrorKind.MissingTable,
            MySqlErrorCode.TableExists or MySqlErrorCode.DuplicateKeyEntry => ServerErrorKind.AlreadyExists,
            MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.LockDeadlock => ServerErrorKind.Contention,
            MySqlErrorCode.ServerShutdown
            or MySqlErrorCode.AbortingConnection
            or MySqlErrorCode.NetReadError
            or MySqlErrorCode.NetErrorOnWrite
            or MySqlErrorCode.ClientInteractionTimeout
            or ConnectionKilled
            or SessionKilled => ServerErrorKind.ConnectionLost,
            _ when error.InnerException is IOException or SocketException or TimeoutException => ServerErrorKind.ConnectionLost,
            _ => ServerErrorKind.Statement,
        };

    /// <summary>Null for the driver's own errors, which bear a number without a state, or none.</summary>
    private static string? Code(MySqlException error) =>
        string.IsNullOrEmpty(error.SqlState)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"Error {error.Number}, SQLSTATE {error.SqlState}");

    private static string Message(MySqlException error) =>
        error.InnerException is null ? error.Message : $"{error.Message.TrimEnd('.')}: {error.InnerException.Message}";

    /// <summary>A syntax error quotes the text at which the parser stopped, cut off somewhere, and the line on which it begins.</summary>
    private static int? Offset(string message, string statement)
    {
        var match = SyntaxErrorPlace().Match(message);
        if (!match.Success)
            return null;
        var start = 0;
        for (var line = int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture); line > 1; line--)
        {
            var end = statement.IndexOf('\n', start);
            if (end < 0)
                return null;
            start = end + 1;
        }

        var place = statement.IndexOf(match.Groups["near"].Value, start, StringComparison.Ordinal);
        return statement[..(place < 0 ? start : place)].EnumerateRunes().Count();
    }

    [GeneratedRegex(
        "near '(?<near>.*)' at line (?<line>[0-9]+)$",
        RegexOptions.Singleline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex SyntaxErrorPlace();
}
