using DbWarden.Benchmarks.Measuring;
using DbWarden.TestSupport;

namespace DbWarden.Benchmarks.Deploying;

/// <summary>
/// How long <c>migrate</c> takes for a number of migrations, against the engine's own client with the same SQL; how long it takes when
/// nothing is pending; and how much memory it needs.
/// </summary>
internal sealed class DeployBenchmark(int rounds, TextWriter output)
{
    public async Task RunAsync(IReadOnlyList<int> counts)
    {
        using var folder = new TemporaryDirectory();
        var table = new MarkdownTable(
            output,
            "engine",
            "migrations",
            "floor",
            "dbwarden",
            "ratio",
            "nothing pending",
            "in a single transaction",
            "ratio",
            "peak memory",
            "portable"
        );
        foreach (var engine in MeasuredEngine.All(folder.Path))
        {
            foreach (var count in counts)
                await MeasureAsync(engine, count, Yardstick.WriteArchive(folder.Path, engine.Name, count), table);
        }
    }

    private async Task MeasureAsync(MeasuredEngine engine, int count, string archive, MarkdownTable table)
    {
        Samples floor = new(),
            migrate = new(),
            nothing = new(),
            single = new();
        // Where some statements commit by themselves, there is no single transaction.
        var hasSingle = engine.Name != "mariadb";
        for (var round = 0; round < rounds; round++)
        {
            floor.Add(await engine.FloorAsync(count));
            migrate.Add(
                await engine.OnEmptyDatabaseAsync(
                    count,
                    async connection =>
                    {
                        var command = DeployedTool.Native.Migrate(archive, connection);
                        var seconds = await ProcessMeasurement.SecondsAsync(command);
                        nothing.Add(await ProcessMeasurement.SecondsAsync(command));
                        return seconds;
                    }
                )
            );
            if (hasSingle)
                single.Add(
                    await engine.OnEmptyDatabaseAsync(
                        count,
                        connection =>
                            ProcessMeasurement.SecondsAsync(
                                DeployedTool.Native.Migrate(archive, connection, "--single-transaction")
                            )
                    )
                );
        }

        table.AddRow(
            engine.Name,
            Quantity.Count(count),
            Quantity.Seconds(floor.Median),
            Quantity.Seconds(migrate.Median),
            Quantity.Ratio(migrate.Median / floor.Median),
            Quantity.Milliseconds(nothing.Median),
            hasSingle ? Quantity.Seconds(single.Median) : Quantity.None,
            hasSingle ? Quantity.Ratio(single.Median / floor.Median) : Quantity.None,
            Quantity.Mebibytes(await PeakAsync(engine, DeployedTool.Native, count, archive)),
            Quantity.Mebibytes(await PeakAsync(engine, DeployedTool.Portable, count, archive))
        );
    }

    private static Task<double> PeakAsync(MeasuredEngine engine, DeployedTool tool, int count, string archive) =>
        engine.OnEmptyDatabaseAsync(
            count,
            connection => ProcessMeasurement.PeakMebibytesAsync(tool.Migrate(archive, connection))
        );
}
