using System.Net.Sockets;
using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>What SQLSTATEs and the driver's own exceptions mean for a run.</summary>
internal static class PostgreSqlErrors
{
    private const string IdleInTransactionSessionTimeout = "25P03";

    public static ServerError? Explain(Exception exception) =>
        exception switch
        {
            PostgresException error => Explain(error),
            NpgsqlException error => Explain(error),
            SocketException or TimeoutException => new ServerError(ServerErrorKind.ConnectionLost, exception.Message),
            _ => null,
        };

    private static ServerError Explain(PostgresException error) =>
        new(Kind(error), error.MessageText)
        {
            Code = "SQLSTATE " + error.SqlState,
            Detail = error.Detail,
            Hint = error.Hint,
            Context = error.Where,
            Offset = error.Position > 0 ? error.Position - 1 : null,
        };

    private static ServerError Explain(NpgsqlException error)
    {
        // The driver's own sentence and the cause belong together: "Failed to connect to 10.0.0.1:5432: Connection refused".
        var cause = error.InnerException?.Message;
        var message = cause is null || cause == error.Message ? error.Message : $"{error.Message}: {cause}";
        var kind = error.InnerException is IOException or SocketException or TimeoutException
            ? ServerErrorKind.ConnectionLost
            : ServerErrorKind.Refused;
        return new ServerError(kind, message);
    }

    private static ServerErrorKind Kind(PostgresException error)
    {
        var kind = Kind(error.SqlState);
        // The server ends a session with its last word, whatever that is about: shutdown, a time that it allows, a dropped database.
        return kind == ServerErrorKind.Statement && error.InvariantSeverity is "FATAL" or "PANIC"
            ? ServerErrorKind.ConnectionLost
            : kind;
    }

    private static ServerErrorKind Kind(string sqlState) =>
        sqlState switch
        {
            PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections => ServerErrorKind.NotReady,
            PostgresErrorCodes.InvalidCatalogName => ServerErrorKind.Refused,
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or IdleInTransactionSessionTimeout =>
                ServerErrorKind.ConnectionLost,
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => ServerErrorKind.MissingTable,
            PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateSchema =>
                ServerErrorKind.AlreadyExists,
            PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected => ServerErrorKind.Contention,
            _ when sqlState.StartsWith("28", StringComparison.Ordinal) => ServerErrorKind.Refused,
            _ when sqlState.StartsWith("08", StringComparison.Ordinal) => ServerErrorKind.ConnectionLost,
            _ => ServerErrorKind.Statement,
        };
}
