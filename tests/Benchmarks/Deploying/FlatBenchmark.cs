using DbWarden.Benchmarks.Measuring;
using DbWarden.TestSupport;

namespace DbWarden.Benchmarks.Deploying;

/// <summary>
/// Whether a migration costs the same among many: the time of all but one, divided by their number. The one is measured alone, and
/// stands for the start of the program, the connection and the records.
/// </summary>
internal sealed class FlatBenchmark(int rounds, TextWriter output)
{
    public async Task RunAsync(int few, int many)
    {
        using var folder = new TemporaryDirectory();
        var table = new MarkdownTable(
            output,
            "engine",
            "program",
            $"a migration of {Quantity.Count(few)}",
            $"of {Quantity.Count(many)}",
            "ratio"
        );
        foreach (var engine in MeasuredEngine.All(folder.Path))
        {
            var archives = new[] { 1, few, many }
                .Distinct()
                .ToDictionary(count => count, count => Yardstick.WriteArchive(folder.Path, engine.Name, count));
            var floor = new Growth(engine.FloorAsync);
            var migrate = new Growth(count =>
                engine.OnEmptyDatabaseAsync(
                    count,
                    connection => ProcessMeasurement.SecondsAsync(DeployedTool.Native.Migrate(archives[count], connection))
                )
            );
            for (var round = 0; round < rounds; round++)
            {
                await floor.MeasureAsync(few, many);
                await migrate.MeasureAsync(few, many);
            }

            floor.AddTo(table, engine.Name, "floor");
            migrate.AddTo(table, engine.Name, "dbwarden");
        }
    }

    private sealed class Growth(Func<int, Task<double>> secondsAsync)
    {
        private readonly Samples _few = new();
        private readonly Samples _many = new();

        public async Task MeasureAsync(int few, int many)
        {
            var one = await secondsAsync(1);
            _few.Add((await secondsAsync(few) - one) / (few - 1));
            _many.Add((await secondsAsync(many) - one) / (many - 1));
        }

        public void AddTo(MarkdownTable table, string engine, string program) =>
            table.AddRow(
                engine,
                program,
                Quantity.Milliseconds(_few.Median),
                Quantity.Milliseconds(_many.Median),
                Quantity.Ratio(_many.Median / _few.Median)
            );
    }
}
