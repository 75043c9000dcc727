using DbWarden.Benchmarks.Measuring;

namespace DbWarden.Benchmarks.Deploying;

/// <summary>How dbwarden is called.</summary>
/// <param name="program">The path of the tool.</param>
internal sealed class DeployedTool(string program)
{
    public static DeployedTool Native { get; } = new(BenchmarkPrograms.Native);

    public static DeployedTool Portable { get; } = new(BenchmarkPrograms.Portable);

    public Invocation Migrate(string archive, string connection, params string[] options) =>
        new([program, "migrate", "--artifact", archive, .. options]) { Environment = Connection(connection) };

    /// <summary>Where the tool finds the connection of the yardstick's database.</summary>
    public static Dictionary<string, string?> Connection(string connection) =>
        new(StringComparer.Ordinal) { ["DBWARDEN_CONNECTION_PRIMARY"] = connection };
}
