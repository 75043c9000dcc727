using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Engines;

/// <summary>A cluster of three nodes that replicate to each other; databases are made on the first.</summary>
public sealed class GaleraTestEngine : MariaDbTestEngine
{
    /// <summary>The connection of the last database on each node.</summary>
    public IReadOnlyList<string> Nodes { get; private set; } = [];

    public override async Task<string> CreateDatabaseAsync()
    {
        Nodes = await (await GaleraCluster.SharedAsync()).CreateDatabaseAsync();
        return Nodes[0];
    }
}
