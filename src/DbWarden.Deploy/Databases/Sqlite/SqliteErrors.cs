using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>What SQLite's result codes mean for a run.</summary>
internal static class SqliteErrors
{
    public static ServerError? Explain(Exception exception) =>
        exception is SqliteException error
            ? Explain(error.SqliteErrorCode, error.SqliteExtendedErrorCode, Message(error), offset: null)
            : null;

    public static ServerError Explain(int code, int extendedCode, string message, int? offset) =>
        new(Kind(code, message), message)
        {
            Code = string.Create(CultureInfo.InvariantCulture, $"SQLite error {extendedCode}"),
            Hint = Hint(code),
            Offset = offset,
        };

    private static ServerErrorKind Kind(int code, string message) =>
        code switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => ServerErrorKind.Contention,
            raw.SQLITE_INTERRUPT => ServerErrorKind.Cancelled,
            raw.SQLITE_CANTOPEN or raw.SQLITE_NOTADB or raw.SQLITE_AUTH or raw.SQLITE_PERM => ServerErrorKind.Refused,
            raw.SQLITE_ERROR when message.StartsWith("no such table", StringComparison.Ordinal) => ServerErrorKind.MissingTable,
            _ => ServerErrorKind.Statement,
        };

    private static string? Hint(int code) =>
        code switch
        {
            raw.SQLITE_CANTOPEN => "Look whether its folder exists and may be written to.",
            raw.SQLITE_READONLY => "The file or its folder may not be written to by this user.",
            raw.SQLITE_FULL => "The disk is full.",
            raw.SQLITE_NOTADB => "The file is something else, or encrypted.",
            raw.SQLITE_BUSY => "Another process holds the database's write lock.",
            _ => null,
        };

    /// <summary>The driver wraps the message as <c>SQLite Error 1: 'no such table: t'.</c></summary>
    private static string Message(SqliteException error)
    {
        var start = error.Message.IndexOf('\'', StringComparison.Ordinal);
        var end = error.Message.LastIndexOf('\'');
        return start >= 0 && end > start ? error.Message[(start + 1)..end] : error.Message;
    }
}
