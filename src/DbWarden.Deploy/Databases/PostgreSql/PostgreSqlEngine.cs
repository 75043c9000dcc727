using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Databases.PostgreSql.Backups;
using DbWarden.Deploy.Databases.PostgreSql.Schemas;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Scripting;
using DbWarden.Migrations.Dialects;
using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql;

internal sealed class PostgreSqlEngine : DatabaseEngine
{
    /// <summary>What serialises the creation of the tables: a number that nobody else is likely to lock.</summary>
    private const long CreationLock = 0x44425744_54424C53;

    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(10);

    // The driver would take statements apart at semicolons, which breaks BEGIN ATOMIC bodies, and look for named parameters.
    static PostgreSqlEngine() => AppContext.SetSwitch("Npgsql.EnableSqlRewriting", false);

    public static PostgreSqlEngine Instance { get; } = new();

    public override Dialect Dialect { get; } = Dialect.Find("postgresql")!;

    public override EngineSql Sql { get; } = new PostgreSqlSql();

    public override ConnectionFormat ConnectionFormat { get; } = new PostgreSqlConnectionFormat();

    public override ClientScript ClientScript { get; } = new PostgreSqlScript();

    public override EngineSchemas Schemas => PostgreSqlSchemas.Instance;

    public override EngineBackups Backups => PostgreSqlBackups.Instance;

    public override async Task<DatabaseConnection> OpenAsync(
        string connectionString,
        Access access,
        CancellationToken cancellation
    )
    {
        var connection = await OpenDriverAsync(connectionString, executionId: null, cancellation);
        return new DatabaseConnection(connection, Sql, reuseCommands: false)
        {
            LastPatience = LastPatience,
            WriteSettings = PostgreSqlLimits.Vanished(connection.PostgreSqlVersion, new LeaseTimings().Ttl),
        };
    }

    /// <param name="executionId">The run whose migrations the session is for; null for one that only does our own work.</param>
    /// <param name="options">Settings that the session starts with, as the server's own command line has them; null for none.</param>
    public static async Task<NpgsqlConnection> OpenDriverAsync(
        string connectionString,
        string? executionId,
        CancellationToken cancellation,
        string? options = null
    )
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            Enlist = false,
            CommandTimeout = 0,
            MaxAutoPrepare = 0,
            // The server's detail names the row at fault, which is what the reader of a failed migration needs.
            IncludeErrorDetail = true,
            IncludeFailedBatchedCommand = true,
            TcpKeepAlive = true,
        };
        settings.ApplicationName = PostgreSqlApplicationName.Of(settings.ApplicationName, executionId);
        if (options is not null)
            settings.Options = $"{settings.Options} {options}".TrimStart();
        // Only built-in types are used; asking the server for all others costs a round trip a connection.
        var source = new NpgsqlDataSourceBuilder(settings.ToString())
            .ConfigureTypeLoading(types => types.EnableTypeLoading(false))
            .Build();
        // Without a pool the source owns nothing that outlives its connection.
        return await source.OpenConnectionAsync(cancellation);
    }

    public override async Task<ServerFacts> ReadFactsAsync(
        DatabaseConnection connection,
        string? schema,
        CancellationToken cancellation
    )
    {
        var facts = await connection.ReadAsync(
            new Query(
                "SELECT coalesce(host(inet_server_addr()), 'local') || ':' || coalesce(inet_server_port(), 0) || ' ' || pg_postmaster_start_time(), "
                    + "session_user::text, current_schema()::text, pg_backend_pid()::bigint"
            ),
            row => new ServerFacts(
                row.GetString(0),
                row.GetString(1),
                schema ?? (row.IsDBNull(2) ? null : row.GetString(2)),
                row.GetInt64(3)
            ),
            cancellation
        );
        // A pooler hands out numbers of its own. Behind it, each transaction may meet another session of the server.
        var isPooled = facts[0].ConnectionId != ((NpgsqlConnection)connection.Connection).ProcessID;
        return isPooled ? facts[0] with { IsPooled = true, ConnectionId = 0 } : facts[0];
    }

    public override async Task CreateTablesAsync(
        DatabaseConnection connection,
        RecordTables tables,
        CancellationToken cancellation
    )
    {
        await connection.BeginWriteAsync(cancellation);
        try
        {
            await connection.ExecuteAsync(new Query("SELECT pg_advisory_xact_lock($1)", [CreationLock]), cancellation);
            await CreateSchemaAsync(connection, tables.Schema!, cancellation);
            foreach (var statement in tables.CreateStatements)
                await connection.ExecuteAsync(statement, cancellation);
            await connection.ExecuteAsync("COMMIT", cancellation);
        }
        catch (Exception exception) when (Explain(exception) is { Kind: not ServerErrorKind.ConnectionLost })
        {
            await connection.ExecuteLastAsync(new Query("ROLLBACK"));
            throw;
        }
    }

    public override async Task<WorkSession> OpenWorkSessionAsync(WorkSessionSettings settings, CancellationToken cancellation)
    {
        var server = ((NpgsqlConnection)settings.Control.Connection).PostgreSqlVersion;
        // A pooler refuses them.
        var options = settings.Facts.IsPooled
            ? null
            : await PostgreSqlLimits.StartOptionsAsync(settings.Control, server, settings.Timings.Ttl, cancellation);
        var connection = await OpenDriverAsync(settings.ConnectionString, settings.Lease.ExecutionId, cancellation, options);
        return new PostgreSqlSession(connection, settings, this);
    }

    public override Task<HolderJudgement> JudgeAsync(HolderInquiry inquiry, CancellationToken cancellation) =>
        PostgreSqlHolder.JudgeAsync(inquiry, cancellation);

    public override Task EndSessionsAsync(HolderInquiry inquiry, CancellationToken cancellation) =>
        PostgreSqlHolder.EndSessionsAsync(inquiry, cancellation);

    protected override ServerError? ExplainDriver(Exception exception) => PostgreSqlErrors.Explain(exception);

    private async Task CreateSchemaAsync(DatabaseConnection connection, string schema, CancellationToken cancellation)
    {
        // IF NOT EXISTS asks for the right to create schemas even where there is nothing to create.
        var exists = await connection.ReadAsync(
            new Query("SELECT 1 FROM pg_namespace WHERE nspname = $1", [schema]),
            row => row.GetInt32(0),
            cancellation
        );
        if (exists.Count == 0)
            await connection.ExecuteAsync("CREATE SCHEMA " + Sql.Quote(schema), cancellation);
    }
}
