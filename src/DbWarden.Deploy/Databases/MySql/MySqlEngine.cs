using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Databases.MySql.Backups;
using DbWarden.Deploy.Databases.MySql.Schemas;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Scripting;
using DbWarden.Migrations.Dialects;
using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>MySQL and MariaDB.</summary>
internal sealed class MySqlEngine : DatabaseEngine
{
    public static MySqlEngine Instance { get; } = new();

    public override Dialect Dialect { get; } = Dialect.Find("mysql")!;

    public override EngineSql Sql { get; } = new MySqlSql();

    private static TimeSpan LastPatience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>That of a connection to a node of a Galera cluster.</summary>
    private static GaleraSql ClusterSql { get; } = new();

    public override ConnectionFormat ConnectionFormat { get; } = new MySqlConnectionFormat();

    public override ClientScript ClientScript { get; } = new MySqlScript();

    public override EngineSchemas Schemas => MySqlSchemas.Instance;

    public override EngineBackups Backups => MySqlBackups.Instance;

    public override async Task<DatabaseConnection> OpenAsync(
        string connectionString,
        Access access,
        CancellationToken cancellation
    )
    {
        var connection = await OpenDriverAsync(connectionString, cancellation);
        try
        {
            var isNode = await MySqlControl.PrepareAsync(connection, cancellation);
            return new DatabaseConnection(connection, isNode ? ClusterSql : Sql, reuseCommands: false)
            {
                // A cluster keeps everybody waiting while it works on a definition.
                LastPatience = isNode ? Timeout.InfiniteTimeSpan : LastPatience,
                Prepare = again => MySqlControl.PrepareAsync(connection, again),
            };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
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
            new Query(
                MySqlControl.WithoutCatchingUp(connection, "SHOW VARIABLES WHERE Variable_name IN ('server_uuid', 'server_uid')")
            ),
            row => row.GetString(1),
            cancellation
        );
        var facts = await connection.ReadAsync(
            new Query(
                MySqlControl.WithoutCatchingUp(
                    connection,
                    "SELECT CONCAT(@@hostname, ':', @@port), SUBSTRING_INDEX(CURRENT_USER(), '@', 1), DATABASE(), CONNECTION_ID()"
                )
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

    public override Task<bool> IsHeldUpAsync(
        DatabaseConnection waiting,
        Func<CancellationToken, Task<DatabaseConnection>> open,
        CancellationToken cancellation
    ) => waiting.Sql.KeepsLeaseByWriting ? MySqlHolder.IsWorkingAsync(waiting, open, cancellation) : Task.FromResult(false);

    protected override ServerError? ExplainDriver(Exception exception) => MySqlErrors.Explain(exception, statement: null);
}
