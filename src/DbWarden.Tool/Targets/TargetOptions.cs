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
    private readonly ValueOption<string?> _connectionFile;
    private readonly ValueOption<string?> _connection;
    private readonly ValueOption<TimeSpan?> _connectTimeout;

    public TargetOptions(CommandSyntax syntax)
    {
        _artifact = new ArtifactOptions(syntax);

        var databases = syntax.Group("Which database");
        _database = databases.DatabaseName("Its name in the artifact (the only one, or primary)");
        _all = databases.Flag("-a|--all", "Every database of the artifact, one after the other, up to the first failure");
        _keepGoing = databases.Flag("--keep-going", "With --all: go on after a failure");

        var connection = syntax.Group("How to reach it (by default ConnectionStrings:<NAME> in appsettings.json)");
        _connectionFile = connection.Text("--connection-file <FILE>", "A file that holds the connection; - for standard input");
        _connection = connection.Text(
            "--connection <CONNECTION>",
            "The connection itself; others can see arguments, so not with a password"
        );
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
            (KeepGoing && !All, "--keep-going needs --all."),
            (_connectionFile.IsGiven && _connection.IsGiven, "--connection-file and --connection exclude each other."),
            (
                All && (_connectionFile.IsGiven || _connection.IsGiven),
                "One connection cannot be that of all databases; configure theirs, or leave out --all."
            )
        );

    public Task<Result<Artifact>> ReadArtifactAsync(Session session) => _artifact.ReadAsync(session);

    public ConnectionRequest ConnectionRequest(DeploymentEnvironment environment, Artifact artifact, string database) =>
        new()
        {
            Environment = environment,
            Artifact = artifact,
            Database = database,
            Engine = _artifact.Engine,
            ConnectionFile = _connectionFile.Value,
            Connection = _connection.Value,
        };

    /// <summary>What the user has to repeat in a further command about the same target. Never the connection, which may hold a secret.</summary>
    public IEnumerable<string> Repeated() =>
        [
            .. _artifact.Repeated(),
            .. Database is { } database ? [$"{_database.Name} {database}"] : Array.Empty<string>(),
            .. _connectionFile.Value is { } file ? [$"{_connectionFile.Name} {Shell.Quote(file)}"] : Array.Empty<string>(),
            .. _connection.IsGiven ? ["--connection …"] : Array.Empty<string>(),
        ];
}
