using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Databases.Sqlite.Backups;
using DbWarden.Deploy.Databases.Sqlite.Schemas;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Scripting;
using DbWarden.Migrations.Dialects;
using Microsoft.Data.Sqlite;

namespace DbWarden.Deploy.Databases.Sqlite;

internal sealed class SqliteEngine : DatabaseEngine
{
    /// <summary>How long one attempt waits for a lock; whoever needs longer tries again, and can be cancelled in between.</summary>
    private const int BusySeconds = 1;

    public static SqliteEngine Instance { get; } = new();

    public override Dialect Dialect { get; } = Dialect.Find("sqlite")!;

    public override EngineSql Sql { get; } = new SqliteSql();

    public override ConnectionFormat ConnectionFormat { get; } = new SqliteConnectionFormat();

    public override ClientScript ClientScript { get; } = new SqliteScript();

    public override EngineSchemas Schemas => SqliteSchemas.Instance;

    public override EngineBackups Backups => SqliteBackups.Instance;

    public override async Task<DatabaseConnection> OpenAsync(
        string connectionString,
        Access access,
        CancellationToken cancellation
    )
    {
        var settings = new SqliteConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ForeignKeys = true,
            // Zero would wait for ever.
            DefaultTimeout = BusySeconds,
        };
        if (access == Access.Read && settings.Mode == SqliteOpenMode.ReadWriteCreate)
        {
            // Looking at a database that is not there shows an empty one, and creates none.
            settings.Mode = IsMissingFile(settings.DataSource) ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWrite;
        }

        SqliteLibrary.Prepare();
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            await connection.OpenAsync(cancellation);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        return new DatabaseConnection(connection, Sql, reuseCommands: true);
    }

    public override Task<ServerFacts> ReadFactsAsync(
        DatabaseConnection connection,
        string? schema,
        CancellationToken cancellation
    ) => Task.FromResult(new ServerFacts(Environment.MachineName, Environment.UserName, "main", ConnectionId: 0));

    public override async Task CreateTablesAsync(
        DatabaseConnection connection,
        RecordTables tables,
        CancellationToken cancellation
    )
    {
        await connection.BeginWriteAsync(cancellation);
        try
        {
            foreach (var statement in tables.CreateStatements)
                await connection.ExecuteAsync(statement, cancellation);
            await connection.ExecuteAsync("COMMIT", cancellation);
        }
        catch
        {
            await SqliteSession.RollbackAsync((SqliteConnection)connection.Connection);
            throw;
        }
    }

    public override Task<WorkSession> OpenWorkSessionAsync(WorkSessionSettings settings, CancellationToken cancellation) =>
        Task.FromResult<WorkSession>(new SqliteSession(settings));

    public override bool CanBeatWhileWorking => false;

    // Nobody queues behind a writer that waits.
    public override TimeSpan DefaultLockTimeout => TimeSpan.FromSeconds(30);

    public override bool ResetsInTransaction => false;

    public override bool SwitchesForeignKeysOff => true;

    /// <summary>Whoever asks has got past the write lock, so nothing is being written; the rest is told by the process.</summary>
    public override Task<HolderJudgement> JudgeAsync(HolderInquiry inquiry, CancellationToken cancellation) =>
        Task.FromResult(HolderProcess.Judge(inquiry.Holder));

    /// <summary>A process is not ours to end; without the lease it cannot write.</summary>
    public override Task EndSessionsAsync(HolderInquiry inquiry, CancellationToken cancellation) => Task.CompletedTask;

    protected override ServerError? ExplainDriver(Exception exception) => SqliteErrors.Explain(exception);

    private static bool IsMissingFile(string dataSource) =>
        dataSource is not ("" or ":memory:")
        && !dataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
        && !dataSource.StartsWith('|')
        && !File.Exists(dataSource);
}
