using DbWarden.Benchmarks.Measuring;
using DbWarden.TestSupport;

namespace DbWarden.Benchmarks.Deploying;

/// <summary>The same migrations through other programs, in the same run.</summary>
internal sealed class PeersBenchmark(int rounds, TextWriter output)
{
    public async Task RunAsync(int count)
    {
        using var folder = new TemporaryDirectory();
        var workload = new PeerWorkload(Path.Combine(folder.Path, "peers"), count);
        var table = new MarkdownTable(
            output,
            "engine",
            "program",
            $"{Quantity.Count(count)} migrations",
            "ratio",
            "nothing pending",
            "peak memory"
        );
        foreach (var engine in MeasuredEngine.All(folder.Path))
        {
            var entries = Contender
                .All(engine, workload, count)
                .Select(contender => new Entry(engine, contender, count))
                .ToList();
            for (var round = 0; round < rounds; round++)
            {
                foreach (var entry in entries)
                    await entry.MeasureAsync();
            }

            foreach (var entry in entries)
                await entry.AddToAsync(table, entries[0]);
        }
    }

    /// <summary>A program, and what was measured of it.</summary>
    private sealed class Entry(MeasuredEngine engine, Contender contender, int count)
    {
        private readonly Samples _migrate = new();
        private readonly Samples _nothing = new();

        private string? _lacking = contender.Lacking;

        public async Task MeasureAsync()
        {
            if (_lacking is not null)
                return;
            try
            {
                _migrate.Add(
                    await engine.OnEmptyDatabaseAsync(
                        count,
                        async connection =>
                        {
                            var command = contender.Migrate(connection);
                            var seconds = await ProcessMeasurement.SecondsAsync(command);
                            if (contender.IsRepeatable)
                                _nothing.Add(await ProcessMeasurement.SecondsAsync(command));
                            return seconds;
                        }
                    )
                );
            }
            catch (MeasurementException exception)
            {
                await Console.Error.WriteLineAsync($"{contender.Name} on {engine.Name}: {exception.Message}\n{exception.Output}");
                _lacking = "failed";
            }
        }

        public async Task AddToAsync(MarkdownTable table, Entry floor)
        {
            if (_lacking is not null)
            {
                table.AddRow(engine.Name, contender.Name, _lacking, Quantity.None, Quantity.None, Quantity.None);
                return;
            }

            var peak = await engine.OnEmptyDatabaseAsync(
                count,
                connection => ProcessMeasurement.PeakMebibytesAsync(contender.Migrate(connection))
            );
            table.AddRow(
                engine.Name,
                contender.Name,
                Quantity.Seconds(_migrate.Median),
                Quantity.Ratio(_migrate.Median / floor._migrate.Median),
                contender.IsRepeatable ? Quantity.Milliseconds(_nothing.Median) : Quantity.None,
                Quantity.Mebibytes(peak)
            );
        }
    }
}
