using DbWarden.Deploy.Execution;
using SQLitePCL;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>Runs SQL from its UTF-8 bytes as they stand in the file, without a copy.</summary>
internal static class SqliteStatement
{
    /// <summary>Runs everything in <paramref name="sql"/>; rows are passed over. Throws <see cref="StatementFailedException"/>.</summary>
    /// <param name="statement">The statement of the file that the text belongs to; null for our own.</param>
    public static void Run(sqlite3 database, ReadOnlySpan<byte> sql, ScriptStatement? statement)
    {
        var rest = sql;
        // What the splitter takes for one statement is one, but no text may be dropped in silence should SQLite see it otherwise.
        while (!rest.IsEmpty)
        {
            var result = raw.sqlite3_prepare_v2(database, rest, out var prepared, out var tail);
            if (result != raw.SQLITE_OK)
                throw Failure(database, result, statement, Offset(database, sql, rest));
            rest = tail;
            if (prepared is null || prepared.IsInvalid)
                continue;
            using (prepared)
            {
                do result = raw.sqlite3_step(prepared);
                while (result == raw.SQLITE_ROW);
                if (result != raw.SQLITE_DONE)
                    throw Failure(database, result, statement, offset: null);
            }
        }
    }

    private static StatementFailedException Failure(sqlite3 database, int result, ScriptStatement? statement, int? offset)
    {
        var message = raw.sqlite3_errmsg(database).utf8_to_string();
        var error = SqliteErrors.Explain(result & 0xFF, raw.sqlite3_extended_errcode(database), message, offset);
        return new StatementFailedException(statement, error, inner: null);
    }

    private static int? Offset(sqlite3 database, ReadOnlySpan<byte> sql, ReadOnlySpan<byte> rest)
    {
        var bytes = SqliteNative.ErrorOffset(database.DangerousGetHandle());
        if (bytes < 0)
            return null;
        var codePoints = 0;
        foreach (var unit in sql[..Math.Min(sql.Length, sql.Length - rest.Length + bytes)])
            codePoints += (unit & 0xC0) == 0x80 ? 0 : 1;
        return codePoints;
    }
}
