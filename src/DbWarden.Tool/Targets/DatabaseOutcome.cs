using DbWarden.Deploy.Results;

namespace DbWarden.Tool.Targets;

/// <summary>What a command did to one database.</summary>
/// <param name="Name">The database's name in the artifact.</param>
/// <param name="Engine">Its engine; null where it did not come so far.</param>
/// <param name="Connection">The connection as it may be shown; null where none was found.</param>
/// <param name="Value">What came out; null where nothing did.</param>
/// <param name="Failure">Why not all was done; null if it was.</param>
internal sealed record DatabaseOutcome<T>(string Name, string? Engine, string? Connection, T? Value, Failure? Failure)
    where T : class;
