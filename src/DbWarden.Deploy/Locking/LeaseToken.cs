namespace DbWarden.Deploy.Locking;

/// <summary>Proof of a lease: whose it is, and which number it was given. The number only ever grows.</summary>
internal sealed record LeaseToken(string ExecutionId, long Fence);
