using Microsoft.Data.Sqlite;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>
/// Keeps the rollback journal's file from one transaction to the next, instead of making and deleting one for each: the same number of
/// syncs, but of a file whose blocks and name are already there. What a killed process leaves is an empty journal, which the next writer
/// takes over or deletes. See https://www.sqlite.org/pragma.html#pragma_journal_mode.
/// </summary>
internal sealed class SqliteJournalFile(DatabaseConnection connection)
{
    private static readonly Query Mode = new("PRAGMA journal_mode");

    private bool _isKept;
    private bool _isAsked;

    /// <summary>Keeps it from now on, unless the database does without: it may write ahead, or live in memory.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        if (_isAsked)
            return;
        _isAsked = true;
        if (await connection.ReadAsync(Mode, row => row.GetString(0), cancellation) is not ["delete"])
            return;
        await connection.ExecuteAsync("PRAGMA journal_mode = PERSIST", cancellation);
        _isKept = true;
    }

    /// <summary>Deletes it, and leaves the connection as it was opened.</summary>
    public async Task DeleteAsync()
    {
        _isAsked = false;
        if (!_isKept)
            return;
        _isKept = false;
        try
        {
            await connection.ExecuteAsync("PRAGMA journal_mode = DELETE", CancellationToken.None);
        }
        catch (SqliteException)
        {
            // After an error of the disk, say. The file is empty, and it is the error that has to be told.
        }
    }
}
