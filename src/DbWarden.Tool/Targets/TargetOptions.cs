using DbWarden.Deploy;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Syntax;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Targets;

/// <summary>The options that say which migrations a command works with, which databases, and how to reach them.</summary>
internal sealed class TargetOptions
{
    private readonly ArtifactOptions _artifact;
    private readonly ValueOption<string?> _database;
    private readonly CommandOption _all;
    private readonly CommandOption _keepGoing;
    private readonly ConnectionOptions _connection;
    private readonly ValueOption<TimeSpan?> _connectTimeout;

    public TargetOptions(CommandSyntax syntax)
    {
        _artifact = new ArtifactOptions(syntax);

        var databases = syntax.Group("Which database");
        _database = databases.DatabaseName("Its name in the artifact (the only one, or primary)");
        _all = databases.Flag("-a|--all", "Every database of the artifact, one after the other, up to the first failure");
        _keepGoing = databases.Flag("--keep-going", "With --all: go on after a failure");

        var connection = syntax.Group(ConnectionOptions.Title);
        _connection = new ConnectionOptions(connection);
        _connectTimeout = connection.Duration(
            "--connect-timeout <TIME>",
            "How long to try a server that does not answer yet (30s)"
        );
    }

    public string? Database => _database.Value;

    public bool All => _all.HasValue();

    public bool KeepGoing => _keepGoing.HasValue();

    /// <summary>How long to try a server that does not answer; null for what the settings say.</summary>
    public TimeSpan? ConnectTimeout => _connectTimeout.Value;

    public Failure? Contradiction() =>
        _artifact.Contradiction()
        ?? UsageRules.FirstBroken(
            (_database.IsGiven && All, "--database and --all exclude each other."),
            (KeepGoing && !All, "--keep-going needs --all.")
        )
        ?? _connection.Contradiction(All);

    public Task<Result<Artifact>> ReadArtifactAsync(Session session) => _artifact.ReadAsync(session);

    public ConnectionRequest ConnectionRequest(DeploymentEnvironment environment, Artifact artifact, string database) =>
        _connection.Request(environment, artifact, database, _artifact.Engine);

    /// <summary>What the user has to repeat in a further command about the same target.</summary>
    public IEnumerable<string> Repeated() =>
        [
            .. _artifact.Repeated(),
            .. Database is { } database ? [$"{_database.Name} {database}"] : Array.Empty<string>(),
            .. _connection.Repeated(),
        ];
}
