using System.Diagnostics;
using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Locking;

/// <summary>
/// Repeats a write of ours that met another transaction, waited too long for its lock, or was refused by the other nodes of a cluster:
/// that says nothing about the lease.
/// </summary>
internal sealed class LostRace(DatabaseEngine engine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="write">What leaves nothing behind when it fails so.</param>
    public async Task RepeatAsync(Func<Task> write, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await write();
                return;
            }
            catch (Exception exception) when (IsLost(exception) && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(20, 100)), cancellation);
            }
        }
    }

    private bool IsLost(Exception exception) =>
        engine.Explain(exception)?.Kind is ServerErrorKind.Contention or ServerErrorKind.NotReady;
}
