using DbWarden.Deploy.Planning;

namespace DbWarden.Deploy.Execution;

/// <summary>Reports finished statements as part of the migration that is running.</summary>
internal sealed class StatementProgress(Action<DeploymentEvent> report)
{
    private PlannedMigration? _migration;
    private int _total;

    public void Begin(PlannedMigration migration, int statements) => (_migration, _total) = (migration, statements);

    public void Finished(ScriptStatement statement, TimeSpan duration) =>
        report(
            new DeploymentEvent.StatementFinished(
                _migration!,
                statement.Number,
                _total,
                statement.Position.Line,
                statement.Summary,
                duration
            )
        );
}
