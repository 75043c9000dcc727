using DbWarden.Deploy;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Progress;

namespace DbWarden.Tool.Targets;

/// <summary>What a command does to one database: what came out, and why it failed if it did.</summary>
internal delegate Task<(T? Value, Failure? Failure)> DatabaseRun<T>(Deployment deployment, Session session)
    where T : class;

/// <summary>Runs a command on the databases that its user asked for, one after the other.</summary>
internal sealed class DatabaseRuns(Session session, TargetOptions options)
{
    /// <summary>What the command's own options change about the target.</summary>
    public Func<DeploymentTarget, DeploymentTarget> Adjust { get; init; } = target => target;

    public async Task<Result<DatabaseOutcomes<T>>> RunAsync<T>(DatabaseRun<T> run)
        where T : class
    {
        var artifact = await options.ReadArtifactAsync(session);
        if (!artifact.IsSuccess)
            return artifact.Failure;
        var databases = Choose(artifact.Value);
        if (!databases.IsSuccess)
            return databases.Failure;
        var settings = DeploymentSettings.Read(session.Environment, artifact.Value);
        if (!settings.IsSuccess)
            return settings.Failure;

        var outcomes = new List<DatabaseOutcome<T>>();
        foreach (var database in databases.Value)
        {
            var outcome = await RunOneAsync(run, artifact.Value, database, settings.Value);
            outcomes.Add(outcome);
            if (outcome.Failure is not null)
            {
                FailureText.Write(session.Terminal.Messages, outcome.Failure);
                if (!options.KeepGoing || session.Cancellation.IsCancellationRequested)
                    break;
            }
        }

        return new DatabaseOutcomes<T>(artifact.Value, outcomes, [.. databases.Value.Skip(outcomes.Count)]);
    }

    private Result<string[]> Choose(Artifact artifact)
    {
        if (options.All && artifact.Databases.Count > 0)
            return artifact.Databases.Select(database => database.Name).ToArray();
        var chosen = ArtifactDatabases.Choose(artifact, options.Database);
        return chosen.IsSuccess ? new[] { chosen.Value.Name } : WithAll(chosen.Failure);
    }

    /// <summary>Whoever named no database may have meant all.</summary>
    private Failure WithAll(Failure failure) =>
        options.Database is null && failure.Next is [var next] ? failure with { Next = [next + ", or all: --all"] } : failure;

    private async Task<DatabaseOutcome<T>> RunOneAsync<T>(
        DatabaseRun<T> run,
        Artifact artifact,
        string database,
        DeploymentSettings settings
    )
        where T : class
    {
        var connection = ConnectionResolver.Resolve(options.ConnectionRequest(session.Environment, artifact, database));
        if (!connection.IsSuccess)
            return new DatabaseOutcome<T>(database, null, null, null, Told(connection.Failure));
        session.Learn(connection.Value.Secrets);
        var target = new DeploymentTarget
        {
            Artifact = artifact,
            Database = database,
            Engine = connection.Value.Engine,
            Display = connection.Value.Display,
            ConnectionString = connection.Value.ConnectionString,
            Secrets = connection.Value.Secrets,
            // A person who watches sees how far a migration is; a log gets it only on demand, since it costs a round trip a statement.
            ReportStatements = session.IsVerbose || session.Terminal.Messages.IsTerminal,
            Schema = settings.Schema,
            BackupDirectory = session.Environment.FullPath(settings.BackupDirectory),
            ConnectTimeout = options.ConnectTimeout ?? settings.ConnectTimeout,
            LockWait = settings.LockWait,
            LockTimeout = settings.LockTimeout,
            LockRetries = settings.LockRetries,
            StatementTimeout = settings.StatementTimeout,
        };
        session.Terminal.Messages.WriteLine(VisibleText.OneLine($"{database}: {connection.Value}").Faint());
        using var progress = RunProgress.Create(session);
        var (value, failure) = await run(new Deployment(Adjust(target), progress.Report), session);
        return new DatabaseOutcome<T>(
            database,
            connection.Value.Engine,
            connection.Value.Display,
            value,
            failure is null ? null : Told(failure)
        );
    }

    /// <summary>A failure as its reader gets it: without secrets, and with commands that can be copied.</summary>
    private Failure Told(Failure failure) => NextCommands.Complete(failure.Scrub(session.Secrets), options);
}
