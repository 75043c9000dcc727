using System.Data.Common;
using DbWarden.Deploy.Schemas.Scratch;

namespace DbWarden.Deploy.Schemas;

/// <summary>What differs between engines when schemas are looked at. One sub-class an engine, in the engine's folder.</summary>
internal abstract class EngineSchemas
{
    /// <summary>Reads everything with a fixed number of round trips, however large the schema is.</summary>
    /// <param name="connection">Open and not otherwise in use; settings of its session may be changed.</param>
    public abstract Task<DatabaseSchema> ReadAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>The statements that make the schema in an empty database, for the engine's own client.</summary>
    public abstract string WriteSql(DatabaseSchema schema);

    /// <summary>Opens the place where scratch databases are made: the server that <paramref name="connectionString"/> leads to.</summary>
    public abstract Task<ScratchSpace> OpenScratchSpaceAsync(string connectionString, CancellationToken cancellation);
}
