namespace DbWarden.Migrations.Dialects;

/// <summary>What a statement does to the transaction that it runs in.</summary>
[Flags]
public enum StatementTraits
{
    None = 0,

    /// <summary>Opens a transaction: <c>BEGIN</c>, <c>START TRANSACTION</c>.</summary>
    BeginsTransaction = 1,

    /// <summary>Ends one: <c>COMMIT</c>, <c>END</c>, <c>ROLLBACK</c> (not to a savepoint), <c>PREPARE TRANSACTION</c>.</summary>
    EndsTransaction = 2,

    /// <summary>Belongs to transaction control without opening or ending one: <c>SAVEPOINT</c>, <c>RELEASE</c>, <c>ROLLBACK TO</c>.</summary>
    ControlsTransaction = 4,

    /// <summary>The server refuses it, or silently ignores it, inside a transaction.</summary>
    ForbidsTransaction = 8,

    /// <summary>Changes definitions (DDL); where the engine has no transactional DDL it commits by itself.</summary>
    ChangesDefinitions = 16,

    /// <summary>Changes rows (DML).</summary>
    ChangesRows = 32,

    /// <summary>Commits the open transaction by itself (MySQL and MariaDB DDL and administration).</summary>
    CommitsImplicitly = 64,

    /// <summary>Takes table locks that outlive the statement (<c>LOCK TABLES</c>).</summary>
    LocksTables = 128,

    /// <summary>Gives table locks back (<c>UNLOCK TABLES</c>).</summary>
    UnlocksTables = 256,

    /// <summary>Changes only the session (<c>SET</c>, <c>USE</c>, <c>PRAGMA</c> …).</summary>
    ChangesSession = 512,
}
