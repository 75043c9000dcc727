using System.Diagnostics;
using System.Globalization;
using DbWarden.TestSupport;

namespace DbWarden.Benchmarks.Deploying;

/// <summary>
/// Whole processes: how long <c>migrate</c> takes for a number of migrations, against the engine's own client with the same SQL; and how
/// long it takes when nothing is pending. Medians of alternating runs.
/// </summary>
internal sealed class DeployBenchmark(string tool, TextWriter output)
{
    private const int Rounds = 5;

    public async Task RunAsync(IReadOnlyList<int> counts)
    {
        using var folder = new TemporaryDirectory();
        output.WriteLine("| engine | migrations | floor | dbwarden | ratio | nothing pending |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var engine in MeasuredEngine.All(folder.Path))
        {
            foreach (var count in counts)
                await MeasureAsync(engine, count, folder.Path);
        }
    }

    private async Task MeasureAsync(MeasuredEngine engine, int count, string folder)
    {
        var archive = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{engine.Name}.{count}.dbwarden.zip"));
        Yardstick.WriteArchive(archive, engine.Name, count);
        var script = Yardstick.FloorScript(count);
        double[] floor = new double[Rounds],
            migrate = new double[Rounds],
            nothing = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            floor[round] = await TimeAsync(engine.Client(await engine.CreateAsync()), script, connection: null);
            var database = await engine.CreateAsync();
            migrate[round] = await TimeAsync([tool, "migrate", "--artifact", archive], input: "", database);
            nothing[round] = await TimeAsync([tool, "migrate", "--artifact", archive], input: "", database);
        }

        output.WriteLine(
            FormattableString.Invariant(
                $"| {engine.Name} | {count} | {Median(floor):0.00} s | {Median(migrate):0.00} s | {Median(migrate) / Median(floor):0.00} | {Median(nothing) * 1000:0} ms |"
            )
        );
    }

    private static async Task<double> TimeAsync(string[] command, string input, string? connection)
    {
        var environment = new Dictionary<string, string?> { ["DBWARDEN_CONNECTION_PRIMARY"] = connection };
        var started = Stopwatch.GetTimestamp();
        using var process = CommandLine.Start(command[0], command[1..], environment: environment);
        var standardOutput = process.StandardOutput.ReadToEndAsync();
        var standardError = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{command[0]} ended with {process.ExitCode}.\n{await standardOutput}{await standardError}"
            );
        return seconds;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
