using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Databases.MySql.Schemas;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Schemas;
using DbWarden.Migrations.Dialects;
using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>MySQL and MariaDB.</summary>
internal sealed class MySqlEngine : DatabaseEngine
{
    public static MySqlEngine Instance { get; } = new();

    public override Dialect Dialect { get; } = Dialect.Find("mysql")!;

    public override EngineSql Sql { get; } = new MySqlSql();

    public override ConnectionFormat ConnectionFormat { get; } = new MySqlConnectionFormat();

    public override EngineSchemas Schemas => MySqlSchemas.Instance;

    public override async Task<DatabaseConnection> OpenAsync(
        string connectionString,
        Access access,
        CancellationToken cancellation
    )
    {
        var connection = await OpenDriverAsync(connectionString, cancellation);
        var control = new DatabaseConnection(connection, Sql, reuseCommands: false);
        // Whoever meets a locked row of ours asks again later; waiting for a minute would hold other locks meanwhile.
        await control.ExecuteAsync("SET SESSION innodb_lock_wait_timeout = 2", cancellation);
        await ReadWhatOthersWroteAsync(control, cancellation);
        return control;
    }

    /// <summary>A node of a Galera cluster answers from its own, perhaps older state unless it is told to catch up first.</summary>
    private static async Task ReadWhatOthersWroteAsync(DatabaseConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.ExecuteAsync("SET SESSION wsrep_sync_wait = 15", cancellation);
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.UnknownSystemVariable)
        {
            // A server that knows nothing of clusters.
        }
    }

    public static async Task<MySqlConnection> OpenDriverAsync(string connectionString, CancellationToken cancellation)
    {
        var settings = new MySqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            AutoEnlist = false,
            DefaultCommandTimeout = 0,
            AllowUserVariables = true,
            // The number of rows found: a heartbeat within the clock's resolution changes nothing and is still one.
            UseAffectedRows = false,
            IgnorePrepare = true,
            Keepalive = 30,
        };
        if (settings.ApplicationName.Length == 0)
            settings.ApplicationName = "dbwarden";
        var connection = new MySqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task<ServerFacts> ReadFactsAsync(
        DatabaseConnection connection,
        string? schema,
        CancellationToken cancellation
    )
    {
        var identity = await connection.ReadAsync(
            new Query("SHOW VARIABLES WHERE Variable_name IN ('server_uuid', 'server_uid')"),
            row => row.GetString(1),
            cancellation
        );
        var facts = await connection.ReadAsync(
            new Query(
                "SELECT CONCAT(@@hostname, ':', @@port), SUBSTRING_INDEX(CURRENT_USER(), '@', 1), DATABASE(), CONNECTION_ID()"
            ),
            row => new ServerFacts(
                string.Join(' ', [row.GetString(0), .. identity]),
                row.GetString(1),
                schema ?? (row.IsDBNull(2) ? null : row.GetString(2)),
                row.GetInt64(3)
            ),
            cancellation
        );
        return facts[0];
    }

    public override async Task CreateTablesAsync(
        DatabaseConnection connection,
        RecordTables tables,
        CancellationToken cancellation
    )
    {
        // Each statement commits by itself; the lease's table comes last, so that it says that all are there.
        foreach (var statement in tables.CreateStatements)
            await connection.ExecuteAsync(statement, cancellation);
    }

    public override async Task<WorkSession> OpenWorkSessionAsync(WorkSessionSettings settings, CancellationToken cancellation) =>
        await MySqlSession.OpenAsync(settings, cancellation);

    public override Task<HolderJudgement> JudgeAsync(HolderInquiry inquiry, CancellationToken cancellation) =>
        MySqlHolder.JudgeAsync(inquiry, cancellation);

    public override Task EndSessionsAsync(HolderInquiry inquiry, CancellationToken cancellation) =>
        MySqlHolder.EndSessionsAsync(inquiry, cancellation);

    protected override ServerError? ExplainDriver(Exception exception) => MySqlErrors.Explain(exception, statement: null);
}
