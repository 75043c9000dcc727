using System.Diagnostics;

namespace DbWarden.Deploy.Locking;

/// <summary>Waits between attempts at a lock, up to a limit, and tells now and again for whom.</summary>
internal sealed class LockPatience(TimeSpan limit, Action<DeploymentEvent> report)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    private readonly long _started = Stopwatch.GetTimestamp();
    private TimeSpan? _reported;

    public TimeSpan Remaining => limit - Stopwatch.GetElapsedTime(_started) is { Ticks: > 0 } rest ? rest : TimeSpan.Zero;

    /// <returns>False once the time is up.</returns>
    public async Task<bool> PauseAsync(string holder, CancellationToken cancellation)
    {
        var elapsed = Stopwatch.GetElapsedTime(_started);
        if (elapsed >= limit)
            return false;
        if (_reported is null || elapsed - _reported >= ReportInterval)
        {
            report(new DeploymentEvent.WaitingForLock(holder, elapsed));
            _reported = elapsed;
        }

        // Jitter keeps a hundred waiting runs from asking in step.
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(100, 400)), cancellation);
        return true;
    }
}
