namespace DbWarden.Deploy.Databases;

/// <summary>What a new connection learns about the server and itself.</summary>
/// <param name="Server">Tells this server from any other: host name, port, and its own identity where it has one.</param>
/// <param name="User">The database user, or the system's user where the engine has none.</param>
/// <param name="Schema">The schema in which our tables lie; null where the connection has none and none is configured.</param>
/// <param name="ConnectionId">The server's number for this connection; 0 where it gives none.</param>
internal sealed record ServerFacts(string Server, string User, string? Schema, long ConnectionId)
{
    /// <summary>
    /// Whether a pooler stands in between: the sessions of the server are then not this run's own, and no number tells them apart.
    /// </summary>
    public bool IsPooled { get; init; }
}
