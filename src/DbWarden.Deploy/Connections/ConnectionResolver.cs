using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections.Configuration;
using DbWarden.Deploy.Databases;
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

    /// <summary>Free of the connection, which a record would print.</summary>
    public override string ToString() => $"connection of database '{Database}'";
}

/// <summary>
/// Finds the connection of a database, the first that is given: a connection file, <c>--connection</c>, a variable of the
/// database's own, the application's configuration, and <c>DATABASE_URL</c> where there is one database.
/// </summary>
public static class ConnectionResolver
{
    private const string SharedVariable = "DATABASE_URL";
    private const string ConnectionStrings = "ConnectionStrings";

    /// <summary>The variable of a database's connection, such as <c>DBWARDEN_CONNECTION_PRIMARY</c>.</summary>
    public static string VariableOf(string database) => "DBWARDEN_CONNECTION_" + database.ToUpperInvariant();

    public static Result<ResolvedConnection> Resolve(ConnectionRequest request)
    {
        var environment = request.Environment;
        if (request.ConnectionFile is { } file)
        {
            var content = ConnectionFile.Read(file, environment);
            var source = file == ConnectionFile.StandardInput ? "standard input" : $"the file {environment.FullPath(file)}";
            return content.IsSuccess ? Read(request, content.Value, source) : content.Failure;
        }

        if (request.Connection is { Length: > 0 } argument)
            return Read(request, argument, "--connection");
        var variable = VariableOf(request.Database);
        if (environment.Variable(variable) is { } own)
            return Read(request, own, variable);

        var configuration = DeploymentConfiguration.Load(environment, request.Artifact);
        if (!configuration.IsSuccess)
            return configuration.Failure;
        if (configuration.Value.Find($"{ConnectionStrings}:{ConnectionNameOf(request)}") is { } configured)
            return Read(request, configured.Value, configured.Source);
        if (IsOnlyDatabase(request) && environment.Variable(SharedVariable) is { } shared)
            return Read(request, shared, SharedVariable);
        return NotFound(request, configuration.Value);
    }

    private static ArtifactDatabase? DatabaseOf(ConnectionRequest request) =>
        request.Artifact?.Databases.FirstOrDefault(database => database.Name == request.Database);

    private static string ConnectionNameOf(ConnectionRequest request) => DatabaseOf(request)?.ConnectionName ?? request.Database;

    private static bool IsOnlyDatabase(ConnectionRequest request) => request.Artifact is null or { Databases.Count: 1 };

    private static Result<ResolvedConnection> Read(ConnectionRequest request, string text, string source) =>
        ConnectionText.Read(
            text.Trim(),
            source,
            request.Database,
            DatabaseOf(request)?.Engine ?? request.Engine,
            request.Environment.WorkingDirectory
        );

    private static Failure NotFound(ConnectionRequest request, DeploymentConfiguration configuration)
    {
        var variable = VariableOf(request.Database);
        var name = ConnectionNameOf(request);
        var others = configuration.Section(ConnectionStrings).Select(value => value.Key).ToList();
        var example = DatabaseEngine.Find(DatabaseOf(request)?.Engine ?? request.Engine ?? "")?.ConnectionFormat.Example ?? "URL";
        return new Failure(FailureKind.Usage, $"No connection was given for database '{request.Database}'.")
        {
            Details =
            [
                "Looked at, in this order:",
                "--connection-file and --connection: not given",
                $"{variable}: not set",
                $"{ConnectionStrings}:{name}: not in any of these",
                .. configuration.LookedAt.Select(place => "  " + place),
                $"  environment variable {ConnectionStrings}__{name} (not set)",
                IsOnlyDatabase(request)
                    ? $"{SharedVariable}: not set"
                    : $"{SharedVariable}: only used where there is one database, and there are {request.Artifact!.Databases.Count}",
                .. others.Count == 0 ? [] : new[] { $"Other connections are there: {string.Join(", ", others)}" },
            ],
            Next =
            [
                $"Set a variable: {variable}={example}",
                $"Or keep it in a file: --connection-file FILE (or - for standard input)",
                $"Or in appsettings.json: {{ \"{ConnectionStrings}\": {{ \"{name}\": \"{example}\" }} }}",
                .. others.Count == 0
                    ? []
                    : new[]
                    {
                        $"Or let the project name one of those: <DbWardenDatabase Include=\"{request.Database}\" ConnectionName=\"NAME\" />",
                    },
            ],
        };
    }
}
