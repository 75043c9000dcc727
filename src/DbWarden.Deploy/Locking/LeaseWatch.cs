using System.Diagnostics;

namespace DbWarden.Deploy.Locking;

/// <summary>Watches a holder's row for a change, by the watcher's own clock: those of servers and clients may differ, or jump.</summary>
internal sealed class LeaseWatch
{
    private (string?, long, DateTimeOffset?)? _seen;
    private long _since;

    /// <summary>How long the row has been as it is now.</summary>
    public TimeSpan Observe(LeaseRow row)
    {
        var now = (row.ExecutionId, row.Fence, row.HeartbeatAt);
        if (_seen != now)
            (_seen, _since) = (now, Stopwatch.GetTimestamp());
        return Stopwatch.GetElapsedTime(_since);
    }
}
