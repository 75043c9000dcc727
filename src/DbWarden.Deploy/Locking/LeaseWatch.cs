using System.Diagnostics;

namespace DbWarden.Deploy.Locking;

/// <summary>Watches a holder's row for a change, by the watcher's own clock: those of servers and clients may differ, or jump.</summary>
internal sealed class LeaseWatch
{
    private (string?, long, DateTimeOffset?)? _seen;
    private long _since;

    /// <summary>Whether a write of the watcher's own has come through since the row last changed.</summary>
    public bool HasProbed { get; private set; }

    /// <summary>How long the row has been as it is now; counted anew from the probe on.</summary>
    public TimeSpan Observe(LeaseRow row)
    {
        var now = (row.ExecutionId, row.Fence, row.HeartbeatAt);
        if (_seen != now)
        {
            _seen = now;
            Begin(hasProbed: false);
        }

        return Stopwatch.GetElapsedTime(_since);
    }

    /// <summary>A write has come through; whatever the holder sent before it would be there by now.</summary>
    public void Probed() => Begin(hasProbed: true);

    private void Begin(bool hasProbed) => (_since, HasProbed) = (Stopwatch.GetTimestamp(), hasProbed);
}
