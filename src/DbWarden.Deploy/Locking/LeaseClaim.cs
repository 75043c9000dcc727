using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Locking;

/// <summary>Who wants the lease, and what for.</summary>
internal sealed record LeaseClaim(ExecutionIdentity Identity, ServerFacts Facts, string Operation, TimeSpan Ttl);

/// <summary>What the holder of a lease is doing at the moment.</summary>
/// <param name="ConnectionIds">The server's numbers for all its sessions.</param>
internal sealed record LeaseActivity(string? Migration, int? Unit, IReadOnlyList<long> ConnectionIds);
