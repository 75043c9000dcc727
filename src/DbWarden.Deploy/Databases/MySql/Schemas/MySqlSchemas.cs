using System.Data.Common;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Schemas.Scratch;

namespace DbWarden.Deploy.Databases.MySql.Schemas;

internal sealed class MySqlSchemas : EngineSchemas
{
    public static MySqlSchemas Instance { get; } = new();

    public override Task<DatabaseSchema> ReadAsync(DbConnection connection, CancellationToken cancellation) =>
        new MySqlSchemaReader(connection, cancellation).ReadAsync();

    public override string WriteSql(DatabaseSchema schema) => new MySqlScript().Write(schema);

    public override async Task<ScratchSpace> OpenScratchSpaceAsync(string connectionString, CancellationToken cancellation) =>
        await MySqlScratchSpace.OpenAsync(connectionString, cancellation);
}
