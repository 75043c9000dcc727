using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Planning;

namespace DbWarden.Deploy.Execution;

/// <summary>
/// Tries again what gave up waiting for a lock. A statement that waits for a table makes everybody behind it wait, too: better to let
/// them pass and come back later.
/// </summary>
internal sealed class GivingWay(DatabaseEngine engine, int retries, Action<DeploymentEvent> report)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    public Task RunAsync(PlannedMigration migration, TimeSpan timeout, Func<Task> attempt, CancellationToken cancellation) =>
        RunAsync(() => migration, timeout, attempt, cancellation);

    /// <param name="current">What was running when an attempt gave up.</param>
    /// <param name="timeout">How long each attempt waits for a lock; the pauses grow with it.</param>
    /// <param name="attempt">What leaves nothing behind when it fails over a lock.</param>
    public async Task RunAsync(
        Func<PlannedMigration> current,
        TimeSpan timeout,
        Func<Task> attempt,
        CancellationToken cancellation
    )
    {
        for (var number = 1; ; number++)
        {
            TimeSpan pause;
            try
            {
                await attempt();
                return;
            }
            catch (Exception exception) when (engine.Explain(exception) is { Kind: ServerErrorKind.Contention } error)
            {
                if (number > retries)
                    throw new StatementFailedException(
                        (exception as StatementFailedException)?.Statement,
                        GaveUp(error, number, timeout),
                        exception
                    );
                pause = Pause(timeout, number);
                report(new DeploymentEvent.GaveWay(current(), error.Message, number, retries + 1, pause));
            }

            await Task.Delay(pause, cancellation);
        }
    }

    private static TimeSpan Pause(TimeSpan timeout, int number)
    {
        var step = timeout < ShortestPause ? ShortestPause : timeout;
        var pause = step * number < LongestPause ? step * number : LongestPause;
        // Jitter keeps two runs from meeting again and again.
        return pause * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    private static ServerError GaveUp(ServerError error, int attempts, TimeSpan timeout) =>
        error with
        {
            Hint = FormattableString.Invariant(
                $"Another session holds the lock. Attempts: {attempts}, each waiting {timeout.TotalSeconds:0.###} s at most (--lock-retries, --lock-timeout)."
            ),
        };
}
