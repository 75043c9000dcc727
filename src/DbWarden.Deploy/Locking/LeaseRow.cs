using System.Globalization;

namespace DbWarden.Deploy.Locking;

/// <summary>The lease of one database as its row says it.</summary>
internal sealed record LeaseRow
{
    public required int Format { get; init; }

    /// <summary>The holder; null where the lease is free.</summary>
    public required string? ExecutionId { get; init; }

    public required long Fence { get; init; }

    public string? Server { get; init; }

    public IReadOnlyList<long> ConnectionIds { get; init; } = [];

    public string? ClientHost { get; init; }

    public string? BootId { get; init; }

    public int? ProcessId { get; init; }

    public string? ProcessStarted { get; init; }

    public string? DatabaseUser { get; init; }

    public string? ToolVersion { get; init; }

    public string? Operation { get; init; }

    public string? Migration { get; init; }

    public int? Unit { get; init; }

    public DateTimeOffset? AcquiredAt { get; init; }

    public DateTimeOffset? HeartbeatAt { get; init; }

    /// <summary>By the server's clock.</summary>
    public TimeSpan SinceHeartbeat { get; init; }

    public TimeSpan Ttl { get; init; }

    public bool IsFree => ExecutionId is null;

    /// <summary>The holder in words: what it does, where it runs, since when.</summary>
    public string Holder
    {
        get
        {
            var since = AcquiredAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var process = string.Create(CultureInfo.InvariantCulture, $"process {ProcessId}");
            return $"{Operation} by {DatabaseUser} from {ClientHost} ({process}), since {since} UTC";
        }
    }
}
