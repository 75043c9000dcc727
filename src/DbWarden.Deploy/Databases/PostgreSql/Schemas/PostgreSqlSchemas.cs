using System.Data.Common;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Schemas.Scratch;
using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql.Schemas;

internal sealed class PostgreSqlSchemas : EngineSchemas
{
    public static PostgreSqlSchemas Instance { get; } = new();

    public override Task<DatabaseSchema> ReadAsync(DbConnection connection, CancellationToken cancellation) =>
        PostgreSqlSchemaReader.ReadAsync((NpgsqlConnection)connection, cancellation);

    public override string WriteSql(DatabaseSchema schema) => new PostgreSqlScript(schema).Write();

    public override async Task<ScratchSpace> OpenScratchSpaceAsync(string connectionString, CancellationToken cancellation) =>
        await PostgreSqlScratchSpace.OpenAsync(connectionString, cancellation);
}
