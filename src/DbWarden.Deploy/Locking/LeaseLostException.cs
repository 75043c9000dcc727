namespace DbWarden.Deploy.Locking;

/// <summary>The lease is no longer this run's: whatever it was doing must not take effect.</summary>
internal sealed class LeaseLostException(string message, Exception? inner = null) : Exception(message, inner);
