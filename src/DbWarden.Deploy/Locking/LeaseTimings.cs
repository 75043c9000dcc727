namespace DbWarden.Deploy.Locking;

/// <summary>How often a holder gives a sign of life, and how long its silence is borne.</summary>
internal sealed record LeaseTimings
{
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A holder that could not renew its lease for so long stops: before anybody may take it over.</summary>
    public TimeSpan GivesUpAfter { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Silence, by the watcher's own clock, after which it is asked whether the holder is alive at all.</summary>
    public TimeSpan SuspectAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Silence after which a lease has run out, where nothing shows that its holder is alive.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(60);
}
