using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Scripting;
using DbWarden.Migrations.Dialects;

namespace DbWarden.Deploy.Databases;

/// <summary>What differs between engines when migrations are run. One sub-class an engine, in the engine's folder.</summary>
internal abstract class DatabaseEngine
{
    /// <summary>Every engine; the one line where they are listed.</summary>
    public static IReadOnlyList<DatabaseEngine> All { get; } =
    [PostgreSql.PostgreSqlEngine.Instance, MySql.MySqlEngine.Instance, Sqlite.SqliteEngine.Instance];

    public abstract Dialect Dialect { get; }

    public abstract EngineSql Sql { get; }

    /// <summary>How its connections are written.</summary>
    public abstract ConnectionFormat ConnectionFormat { get; }

    /// <summary>How schemas are read, written and built for a look in this engine.</summary>
    public abstract EngineSchemas Schemas { get; }

    /// <summary>What scripts for the engine's own client are made of.</summary>
    public abstract ClientScript ClientScript { get; }

    /// <summary>How backups are taken and restored.</summary>
    public abstract EngineBackups Backups { get; }

    /// <summary>The engine with a name that users write, or null.</summary>
    public static DatabaseEngine? Find(string name) =>
        All.FirstOrDefault(engine => engine.Dialect.Engines.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Opens a connection of our own, with the settings that deploying needs on top of the user's. Throws what the driver throws.</summary>
    public abstract Task<DatabaseConnection> OpenAsync(string connectionString, Access access, CancellationToken cancellation);

    /// <param name="schema">The configured schema; null for the connection's own.</param>
    public abstract Task<ServerFacts> ReadFactsAsync(
        DatabaseConnection connection,
        string? schema,
        CancellationToken cancellation
    );

    /// <summary>Creates the three tables while others may be doing the same.</summary>
    public abstract Task CreateTablesAsync(DatabaseConnection connection, RecordTables tables, CancellationToken cancellation);

    /// <summary>Opens the session in which migrations run.</summary>
    public abstract Task<WorkSession> OpenWorkSessionAsync(WorkSessionSettings settings, CancellationToken cancellation);

    /// <summary>
    /// Whether a second connection can write while a migration's transaction is open. Where it cannot, the held write lock is the sign
    /// of life, and there are no heartbeats meanwhile.
    /// </summary>
    public virtual bool CanBeatWhileWorking => true;

    /// <summary>How long a statement of a migration waits for a lock where nobody says otherwise.</summary>
    public virtual TimeSpan DefaultLockTimeout => TimeSpan.FromSeconds(5);

    /// <summary>Whether a session can be put back to its first state inside a transaction, for the next migration in it.</summary>
    public virtual bool ResetsInTransaction => true;

    /// <summary>Whether <c>foreign-keys off</c> means anything to it; it then works only outside of a transaction.</summary>
    public virtual bool SwitchesForeignKeysOff => false;

    /// <summary>Says what can be told of the life of a silent holder.</summary>
    public abstract Task<HolderJudgement> JudgeAsync(HolderInquiry inquiry, CancellationToken cancellation);

    /// <summary>
    /// Whether the server has taken what <paramref name="waiting"/> sent, and only lets it wait for its turn: silence that says nothing
    /// about the holder, since everybody else's writes wait in the same queue.
    /// </summary>
    public virtual Task<bool> IsHeldUpAsync(
        DatabaseConnection waiting,
        Func<CancellationToken, Task<DatabaseConnection>> open,
        CancellationToken cancellation
    ) => Task.FromResult(false);

    /// <summary>Ends the holder's sessions, as far as they are known, and waits until the server says that they are gone.</summary>
    public abstract Task EndSessionsAsync(HolderInquiry inquiry, CancellationToken cancellation);

    /// <summary>Says what an exception means; null for one that does not come from the database.</summary>
    public ServerError? Explain(Exception exception) =>
        exception switch
        {
            StatementFailedException failed => failed.Error,
            ConnectionLostException lost => new ServerError(ServerErrorKind.ConnectionLost, lost.Message),
            _ => ExplainDriver(exception),
        };

    /// <summary>Says what an exception of the driver means; null for any other.</summary>
    protected abstract ServerError? ExplainDriver(Exception exception);
}
