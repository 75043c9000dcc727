namespace DbWarden.Deploy.Results;

/// <summary>What kind of thing went wrong; each kind has one exit code, see <c>cli.md</c>.</summary>
public enum FailureKind
{
    /// <summary>A migration or a rollback failed (exit code 1).</summary>
    MigrationFailed,

    /// <summary>Wrong usage or configuration; no such database, artifact or file (2).</summary>
    Usage,

    /// <summary>Some databases done, some not (3).</summary>
    Partial,

    /// <summary>The lock is held by another, or was lost (4).</summary>
    Locked,

    /// <summary>Refused: drift, unknown or out-of-order migrations, an unresolved failure, unmet depends_on (5).</summary>
    Refused,

    /// <summary>A check found something (6).</summary>
    CheckFailed,

    /// <summary>Backup or restore failed (7).</summary>
    BackupFailed,

    /// <summary>The server cannot be reached, or refuses the login (8).</summary>
    Unreachable,

    /// <summary>The run was interrupted or terminated (130, 143).</summary>
    Interrupted,

    /// <summary>A mistake in this program, not of its user (70).</summary>
    Bug,
}

/// <summary>An expected problem, told so that its reader knows what happened, where the database stands and what to type next.</summary>
/// <param name="Kind">What kind of problem it is.</param>
/// <param name="Message">What happened; free of secrets.</param>
public sealed record Failure(FailureKind Kind, string Message)
{
    /// <summary>The migration file and the position in it, such as <c>V__0004_x.sql(12,3)</c>; null where no file is at fault.</summary>
    public string? Location { get; init; }

    /// <summary>More about the cause, a line each: SQLSTATE, the server's detail and hint, what was looked at. May be empty.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>What state the database is in now; null where it was not touched and that goes without saying.</summary>
    public string? State { get; init; }

    /// <summary>What to do or type next, a line each. May be empty.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];
}
