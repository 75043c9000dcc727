namespace DbWarden.Deploy.Connections;

/// <summary>A connection, and where it came from. Its text form holds no secret.</summary>
/// <param name="Database">The database's name in the artifact.</param>
/// <param name="Engine">The engine's name: <c>postgresql</c>, <c>mysql</c>, <c>mariadb</c> or <c>sqlite</c>.</param>
/// <param name="ConnectionString">An ADO.NET connection string for that engine's driver. A secret.</param>
/// <param name="Source">Where it came from, such as <c>DBWARDEN_CONNECTION_PRIMARY</c> or <c>ConnectionStrings:primary in
/// appsettings.json</c>.</param>
/// <param name="Display">The connection as it may be shown: server, database and user, every secret masked.</param>
/// <param name="Secrets">Scrubs this connection's secrets from any text.</param>
public sealed record ResolvedConnection(
    string Database,
    string Engine,
    string ConnectionString,
    string Source,
    string Display,
    SecretScrubber Secrets
)
{
    public override string ToString() => $"{Display} (from {Source})";
}
