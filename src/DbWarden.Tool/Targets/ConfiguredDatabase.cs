using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Results;

namespace DbWarden.Tool.Targets;

/// <summary>A database of an artifact, and the connection that a command would take for it.</summary>
/// <param name="Connection">As it may be shown; null where none is configured, or where it cannot be read.</param>
/// <param name="Source">Where the connection stands; null without one.</param>
/// <param name="Problem">Why there is none.</param>
internal sealed record ConfiguredDatabase(
    string Name,
    string Engine,
    int Migrations,
    string? Connection,
    string? Source,
    string? Problem
)
{
    public static Result<ConfiguredDatabase> Find(Session session, ArtifactDatabase database, ConnectionRequest request)
    {
        var connection = ConnectionResolver.Resolve(request);
        if (!connection.IsSuccess)
            return connection.Failure;
        session.Learn(connection.Value.Secrets);
        return Of(database, connection.Value, failure: null);
    }

    /// <summary>One that cannot be reached.</summary>
    public static ConfiguredDatabase Without(ArtifactDatabase database, Failure failure) => Of(database, null, failure);

    private static ConfiguredDatabase Of(ArtifactDatabase database, ResolvedConnection? connection, Failure? failure) =>
        new(database.Name, database.Engine, database.Migrations.Count, connection?.Display, connection?.Source, failure?.Message);
}
