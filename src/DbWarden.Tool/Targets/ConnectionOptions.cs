using DbWarden.Deploy;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool.Targets;

/// <summary>The options that say how a database is reached.</summary>
internal sealed class ConnectionOptions
{
    private readonly ValueOption<string?> _file;
    private readonly ValueOption<string?> _connection;

    public ConnectionOptions(OptionGroup group)
    {
        _file = group.Text("--connection-file <FILE>", "A file that holds the connection; - for standard input");
        _connection = group.Text(
            "--connection <CONNECTION>",
            "The connection itself; others can see arguments, so not with a password"
        );
    }

    public static string Title => "How to reach it (by default ConnectionStrings:<NAME> in appsettings.json)";

    public bool IsGiven => _file.IsGiven || _connection.IsGiven;

    public Failure? Contradiction(bool all) =>
        UsageRules.FirstBroken(
            (_file.IsGiven && _connection.IsGiven, "--connection-file and --connection exclude each other."),
            (all && IsGiven, "One connection cannot be that of all databases; configure theirs, or leave out --all.")
        );

    public ConnectionRequest Request(DeploymentEnvironment environment, Artifact artifact, string database, string? engine) =>
        new()
        {
            Environment = environment,
            Artifact = artifact,
            Database = database,
            Engine = engine,
            ConnectionFile = _file.Value,
            Connection = _connection.Value,
        };

    /// <summary>What the user has to repeat in a further command about the same target. Never the connection, which may hold a secret.</summary>
    public IEnumerable<string> Repeated()
    {
        if (_file.Value is { } file)
            yield return $"{_file.Name} {Shell.Quote(file)}";
        if (_connection.IsGiven)
            yield return "--connection …";
    }
}
