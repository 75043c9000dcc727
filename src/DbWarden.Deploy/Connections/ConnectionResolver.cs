using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Connections;

/// <summary>What the user said about how to reach a database.</summary>
public sealed record ConnectionRequest
{
    public required DeploymentEnvironment Environment { get; init; }

    /// <summary>Null for commands that need none; the engine then comes from a URL or from <see cref="Engine"/>.</summary>
    public Artifact? Artifact { get; init; }

    /// <summary>The database's name in the artifact.</summary>
    public required string Database { get; init; }

    /// <summary>The engine where there is no artifact to say it.</summary>
    public string? Engine { get; init; }

    /// <summary><c>--connection-file</c>: a file that holds one connection, or <c>-</c> for standard input.</summary>
    public string? ConnectionFile { get; init; }

    /// <summary><c>--connection</c>.</summary>
    public string? Connection { get; init; }
}

/// <summary>Finds the connection of a database, in the order that <c>docs/connections.md</c> gives.</summary>
public static class ConnectionResolver
{
    /// <summary>The variable of a database's connection, such as <c>DBWARDEN_CONNECTION_PRIMARY</c>.</summary>
    public static string VariableOf(string database) => "DBWARDEN_CONNECTION_" + database.ToUpperInvariant();

    public static Result<ResolvedConnection> Resolve(ConnectionRequest request)
    {
        var database = request.Artifact?.Databases.FirstOrDefault(database => database.Name == request.Database);
        var engine = database?.Engine ?? request.Engine;
        if (engine is null)
            return new Failure(FailureKind.Usage, $"The engine of database '{request.Database}' is not known.");
        var variable = VariableOf(request.Database);
        return (request.Connection, request.Environment.Variable(variable)) switch
        {
            ({ } text, _) => Resolved(text, "--connection"),
            (null, { } text) => Resolved(text, variable),
            _ => new Failure(FailureKind.Usage, $"No connection was given for database '{request.Database}'."),
        };

        ResolvedConnection Resolved(string text, string source) =>
            new(request.Database, engine, text, source, $"{engine} database", new SecretScrubber([text]));
    }
}
