using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Records;
using DbWarden.Migrations.Dialects;

namespace DbWarden.Deploy.Databases.MySql;

internal sealed class MySqlEngine : DatabaseEngine
{
    public static MySqlEngine Instance { get; } = new();

    public override Dialect Dialect { get; } = Dialect.Find("mysql")!;

    public override EngineSql Sql => throw new NotSupportedException();

    public override Task<DatabaseConnection> OpenAsync(string connectionString, Access access, CancellationToken cancellation) => throw new NotSupportedException();

    public override Task<ServerFacts> ReadFactsAsync(DatabaseConnection connection, string? schema, CancellationToken cancellation) => throw new NotSupportedException();

    public override Task CreateTablesAsync(DatabaseConnection connection, RecordTables tables, CancellationToken cancellation) => throw new NotSupportedException();

    public override Task<WorkSession> OpenWorkSessionAsync(WorkSessionSettings settings, CancellationToken cancellation) => throw new NotSupportedException();

    protected override ServerError? ExplainDriver(Exception exception) => null;
}
