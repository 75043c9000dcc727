using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Targets;

/// <summary>
/// A command that shows what others would go by, and connects to nothing. It takes their options, so that it can be typed in front of one
/// with the same words; without any it is about every database.
/// </summary>
internal abstract class ConfigurationCommand(string name, string purpose) : ArtifactCommand(name, purpose)
{
    private ValueOption<string?> _database = null!;
    private CommandOption _all = null!;
    private ConnectionOptions _connection = null!;

    protected sealed override void DefineReach(CommandSyntax syntax)
    {
        var databases = syntax.Group("Which database");
        _database = databases.DatabaseName("Only this one, by its name in the artifact");
        _all = databases.Flag("-a|--all", "Every database of the artifact, as without --database");
        _connection = new ConnectionOptions(syntax.Group(ConnectionOptions.Title));
    }

    protected sealed override Failure? OwnContradiction() =>
        UsageRules.FirstBroken((_database.IsGiven && _all.HasValue(), "--database and --all exclude each other."))
        ?? _connection.Contradiction(_all.HasValue());

    protected sealed override CommandResult Show(Session session, Artifact artifact)
    {
        var databases = Find(session, artifact);
        return databases.IsSuccess ? Show(session, artifact, databases.Value) : new FailedResult(databases.Failure);
    }

    /// <param name="databases">Those that were asked for.</param>
    protected abstract CommandResult Show(Session session, Artifact artifact, IReadOnlyList<ConfiguredDatabase> databases);

    /// <summary>A connection that is given belongs to the database that any other command would take.</summary>
    private Result<IReadOnlyList<ConfiguredDatabase>> Find(Session session, Artifact artifact)
    {
        ArtifactDatabase? chosen = null;
        if (_database.IsGiven || _connection.IsGiven)
        {
            var choice = ArtifactDatabases.Choose(artifact, _database.Value);
            if (!choice.IsSuccess)
                return choice.Failure;
            chosen = choice.Value;
        }

        var found = new List<ConfiguredDatabase>();
        foreach (var database in _database.IsGiven ? [chosen!] : artifact.Databases)
        {
            var isGiven = _connection.IsGiven && database == chosen;
            var request = isGiven
                ? _connection.Request(session.Environment, artifact, database.Name, Engine)
                : new()
                {
                    Environment = session.Environment,
                    Artifact = artifact,
                    Database = database.Name,
                };
            var configured = ConfiguredDatabase.Find(session, database, request);
            if (!configured.IsSuccess && isGiven)
                return configured.Failure;
            found.Add(configured.IsSuccess ? configured.Value : ConfiguredDatabase.Without(database, configured.Failure));
        }

        return found;
    }
}
