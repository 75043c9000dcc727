namespace DbWarden.Deploy.Execution;

/// <summary>How far units came that were sent together with the write that begins them.</summary>
/// <param name="Done">How many of them are known to be done.</param>
/// <param name="Failure">Why the next one is not, or is not known to be; null where it only has to go by itself, or all are done.</param>
/// <param name="IsBegun">False where nothing came back that tells whether even the write took effect.</param>
internal readonly record struct UnitsReached(int Done, Exception? Failure = null, bool IsBegun = true);
