namespace DbWarden.Deploy.Locking;

/// <summary>What can be told of the life of a lease's holder.</summary>
internal enum HolderLife
{
    /// <summary>Something shows that it is at work.</summary>
    Alive,

    /// <summary>It is proven to be gone.</summary>
    Gone,

    /// <summary>Neither; only time can tell.</summary>
    Unknown,
}

/// <summary>A judgement, and what it rests on.</summary>
internal sealed record HolderJudgement(HolderLife Life, string Evidence)
{
    /// <summary>Whether the lease may be taken over by a watcher that has seen it silent.</summary>
    public bool IsDead(LeaseRow row) => Life == HolderLife.Gone || (Life == HolderLife.Unknown && row.SinceHeartbeat > row.Ttl);

    /// <summary>The evidence, with the silence that counts where nothing else does.</summary>
    public string Explain(LeaseRow row) =>
        Life == HolderLife.Unknown && row.SinceHeartbeat > row.Ttl
            ? FormattableString.Invariant($"{Evidence}; no sign of life for {row.SinceHeartbeat.TotalSeconds:0} s")
            : Evidence;
}
