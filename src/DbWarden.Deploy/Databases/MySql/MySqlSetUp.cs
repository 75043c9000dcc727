using DbWarden.Deploy.Execution;
using DbWarden.Migrations.Dialects;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>
/// What a session needs before anything runs in it that has been put back: the driver's encoding, the limits of a run, the named lock, and the
/// database. A reset drops the lock, leaves the database as the last file has left it, and on MySQL gives the encoding of the server
/// instead of that of the connection (https://bugs.mysql.com/bug.php?id=97633).
/// </summary>
/// <param name="database">The one that the connection was opened with; empty for none.</param>
internal sealed class MySqlSetUp(DatabaseConnection commands, MySqlNamedLock named, string database)
{
    /// <summary>How the driver writes what it sends.</summary>
    public const string Names = "SET NAMES utf8mb4";

    /// <summary>The server ends the session soon after its client has vanished; statements wait for a table as long as it takes.</summary>
    public const string Start = $"{Names}, {MySqlIdling.EndSoon}, {MySqlTableWait.LongWait}";

    private bool _mayBeElsewhere;

    /// <summary>Whether nothing is missing.</summary>
    public bool IsDone { get; private set; } = true;

    /// <summary>Whether the file that runs has changed a setting, or may have.</summary>
    public bool IsSessionChanged { get; private set; }

    /// <summary>What is missing, for a packet; fails where the lock is not to be had.</summary>
    public Query Statement => named.TakeWith(Text);

    private string Text => _mayBeElsewhere && database.Length > 0 ? $"USE {commands.Sql.Quote(database)}; {Start}" : Start;

    /// <summary>Notes a statement of the file.</summary>
    public void Note(ScriptStatement statement) =>
        IsSessionChanged |= statement.Traits == StatementTraits.None || statement.Traits.HasFlag(StatementTraits.ChangesSession);

    /// <summary>The session is put back.</summary>
    public void Undo() => (IsDone, IsSessionChanged, _mayBeElsewhere) = (false, false, _mayBeElsewhere || IsSessionChanged);

    /// <summary><see cref="Statement"/> has run.</summary>
    public void MarkDone() => (IsDone, _mayBeElsewhere) = (true, false);

    /// <summary>Does what is missing. Throws where another session has the lock.</summary>
    public async Task DoAsync(CancellationToken cancellation)
    {
        await named.TakeAsync(commands, Text, cancellation);
        MarkDone();
    }

    /// <summary>Throws where a session has the lock that is not <paramref name="session"/>.</summary>
    public Task CheckLockAsync(long session, CancellationToken cancellation) => named.CheckAsync(commands, session, cancellation);
}
