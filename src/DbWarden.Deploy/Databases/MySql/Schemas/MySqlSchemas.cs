using System.Data.Common;
using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.MySql.Schemas;

internal sealed class MySqlSchemas : EngineSchemas
{
    public static MySqlSchemas Instance { get; } = new();

    public override Task<DatabaseSchema> ReadAsync(DbConnection connection, CancellationToken cancellation) =>
        new MySqlSchemaReader(connection, cancellation).ReadAsync();

    public override string WriteSql(DatabaseSchema schema) => new MySqlScript().Write(schema);
}
