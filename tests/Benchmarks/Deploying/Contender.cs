using DbWarden.Benchmarks.Measuring;

namespace DbWarden.Benchmarks.Deploying;

/// <summary>A program that applies the yardstick.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Migrate">The command line for a connection string.</param>
/// <param name="Lacking">Why it cannot be measured on this engine; null where it can.</param>
internal sealed record Contender(string Name, Func<string, Invocation> Migrate, string? Lacking = null)
{
    /// <summary>Whether it finds out by itself what is applied already.</summary>
    public bool IsRepeatable { get; private init; } = true;

    /// <param name="workload">The folder that <see cref="PeerWorkload"/> has filled.</param>
    public static IReadOnlyList<Contender> All(MeasuredEngine engine, PeerWorkload workload, int count) =>
        [
            new("floor", connection => new Invocation(engine.Client(connection)) { Input = Yardstick.FloorScript(count) })
            {
                IsRepeatable = false,
            },
            new("dbwarden", connection => DeployedTool.Native.Migrate(workload.Archive(engine.Name), connection)),
            new("dbwarden, portable", connection => DeployedTool.Portable.Migrate(workload.Archive(engine.Name), connection)),
            Library("Evolve", "evolve", engine, workload),
            Library("DbUp", "dbup", engine, workload) with
            {
                Lacking = engine.Name == "mariadb" ? "its package for MySQL could not be had" : null,
            },
            Library("FluentMigrator", "fluentmigrator", engine, workload),
            Library("EF Core", "efcore", engine, workload) with
            {
                Lacking = engine.Name == "mariadb" ? "no provider for this version of it" : null,
            },
            new(
                "grate",
                connection => new Invocation(
                    BenchmarkPrograms.Grate,
                    $"--connectionstring={connection}",
                    $"--databasetype={engine.Name}",
                    $"--files={workload.Folder}",
                    $"--output={workload.Output}",
                    "--createdatabase=false",
                    "--silent"
                )
            ),
        ];

    private static Contender Library(string name, string peer, MeasuredEngine engine, PeerWorkload workload) =>
        new(name, connection => new Invocation(BenchmarkPrograms.Peers, peer, engine.Name, connection, workload.Files));
}
