namespace DbWarden.Deploy.Locking;

/// <summary>How a lease stands.</summary>
public enum LockState
{
    /// <summary>Nobody holds it.</summary>
    Free,

    /// <summary>Its holder gives signs of life.</summary>
    Held,

    /// <summary>The holder's sign of life is late; it may be stuck.</summary>
    Silent,

    /// <summary>The holder is gone; the next run takes the lease over by itself.</summary>
    Dead,
}

/// <summary>The answer of <c>lock-status</c>.</summary>
/// <param name="State">How the lease stands.</param>
/// <param name="Evidence">How that was judged; null for a free lease.</param>
/// <param name="Holder">The holder in words; null for a free lease.</param>
/// <param name="Migration">What it is running; null where it has not said.</param>
/// <param name="SinceHeartbeat">Time since its last sign of life, by the server's clock.</param>
/// <param name="Fence">The lease's number; it grows with every holder.</param>
public sealed record LockStatus(
    LockState State,
    string? Evidence,
    string? Holder,
    string? ExecutionId,
    string? Operation,
    string? Migration,
    string? DatabaseUser,
    string? ClientHost,
    int? ProcessId,
    string? ToolVersion,
    DateTimeOffset? AcquiredAt,
    DateTimeOffset? HeartbeatAt,
    TimeSpan SinceHeartbeat,
    long Fence
)
{
    internal static LockStatus Free(long fence) =>
        new(LockState.Free, null, null, null, null, null, null, null, null, null, null, null, default, fence);
}
