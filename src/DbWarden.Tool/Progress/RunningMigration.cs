using System.Diagnostics;
using System.Globalization;
using DbWarden.Deploy;
using DbWarden.Tool.Output;

namespace DbWarden.Tool.Progress;

/// <summary>The migration that is running at this moment.</summary>
internal sealed class RunningMigration(DeploymentEvent.MigrationStarted started)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private (int Done, int Total) _statements;

    public string Name { get; } = VisibleText.OneLine(started.Migration.File);

    public string Position { get; } = string.Create(CultureInfo.InvariantCulture, $"{started.Number}/{started.Total}");

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>The statement under way, such as <c>3/5</c>; how many there are is known from the first that is done.</summary>
    public string Statement =>
        _statements.Total == 0
            ? "1"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Math.Min(_statements.Done + 1, _statements.Total)}/{_statements.Total}"
            );

    public void Advance(DeploymentEvent.StatementFinished finished) => _statements = (finished.Number, finished.Total);
}
