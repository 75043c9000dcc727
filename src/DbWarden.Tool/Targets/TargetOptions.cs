using DbWarden.Deploy;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Targets;

/// <summary>The options that say which migrations a command works with, which databases, and how to reach them.</summary>
internal sealed class TargetOptions
{
    private readonly ValueOption<string?> _artifact;
    private readonly ValueOption<string?> _project;
    private readonly CommandOption _noBuild;
    private readonly ValueOption<string?> _engine;
    private readonly ValueOption<string?> _database;
    private readonly CommandOption _all;
    private readonly CommandOption _keepGoing;
    private readonly ValueOption<string?> _connectionFile;
    private readonly ValueOption<string?> _connection;
    private readonly ValueOption<TimeSpan?> _connectTimeout;

    public TargetOptions(CommandSyntax syntax)
    {
        var migrations = syntax.Group("Where the migrations are (by default the project or the assembly in this folder)");
        _artifact = migrations.Text("--artifact <PATH>", $"An assembly, executable, NuGet package, .dbwarden.zip or publish folder ({ArtifactLocator.Variable})");
        _project = migrations.Text("--project <PATH>", "A project, which is built first");
        _noBuild = migrations.Flag("--no-build", "Take what the project's last build made");
        _engine = migrations.Engine("The engine of a folder of migration files, which does not say it itself");

        var databases = syntax.Group("Which database");
        _database = databases.DatabaseName("Its name in the artifact (the only one, or primary)");
        _all = databases.Flag("-a|--all", "Every database of the artifact, one after the other, up to the first failure");
        _keepGoing = databases.Flag("--keep-going", "With --all: go on after a failure");

        var connection = syntax.Group("How to reach it (by default ConnectionStrings:<NAME> in appsettings.json)");
        _connectionFile = connection.Text("--connection-file <FILE>", "A file that holds the connection; - for standard input");
        _connection = connection.Text("--connection <CONNECTION>", "The connection itself; others can see arguments, so not with a password");
        _connectTimeout = connection.Duration("--connect-timeout <TIME>", "How long to try a server that does not answer yet (30s)");
    }

    public string? Database => _database.Value;

    public bool All => _all.HasValue();

    public bool KeepGoing => _keepGoing.HasValue();

    /// <summary>How long to try a server that does not answer; null for what the settings say.</summary>
    public TimeSpan? ConnectTimeout => _connectTimeout.Value;

    /// <summary>The engine that the user named; null for what the artifact says.</summary>
    public string? Engine => _engine.Value;

    public Failure? Contradiction() =>
        FirstOf(
            (_artifact.IsGiven && _project.IsGiven, "--artifact and --project exclude each other."),
            (_artifact.IsGiven && _noBuild.HasValue(), "--no-build is about a project, and an artifact is never built."),
            (_database.IsGiven && All, "--database and --all exclude each other."),
            (KeepGoing && !All, "--keep-going needs --all."),
            (_connectionFile.IsGiven && _connection.IsGiven, "--connection-file and --connection exclude each other."),
            (All && (_connectionFile.IsGiven || _connection.IsGiven), "One connection cannot be that of all databases; configure theirs, or leave out --all.")
        );

    public ArtifactRequest ArtifactRequest(DeploymentEnvironment environment) =>
        new()
        {
            Environment = environment,
            Artifact = _artifact.Value,
            Project = _project.Value,
            NoBuild = _noBuild.HasValue(),
        };

    public ConnectionRequest ConnectionRequest(DeploymentEnvironment environment, Artifact? artifact, string database) =>
        new()
        {
            Environment = environment,
            Artifact = artifact,
            Database = database,
            Engine = Engine,
            ConnectionFile = _connectionFile.Value,
            Connection = _connection.Value,
        };

    /// <summary>What the user has to repeat in a further command about the same target. Never the connection, which may hold a secret.</summary>
    public IEnumerable<string> Repeated()
    {
        foreach (var option in new ValueOption<string?>[] { _artifact, _project, _engine, _connectionFile })
        {
            if (option.Value is { } value)
                yield return $"{option.Name} {Shell.Quote(value)}";
        }

        if (_noBuild.HasValue())
            yield return "--no-build";
        if (_connection.IsGiven)
            yield return "--connection …";
    }

    private static Failure? FirstOf(params ReadOnlySpan<(bool IsWrong, string Message)> rules)
    {
        foreach (var (isWrong, message) in rules)
        {
            if (isWrong)
                return new Failure(FailureKind.Usage, message);
        }

        return null;
    }
}
