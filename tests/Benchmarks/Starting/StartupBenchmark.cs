using DbWarden.Benchmarks.Deploying;
using DbWarden.Benchmarks.Measuring;
using DbWarden.TestSupport;

namespace DbWarden.Benchmarks.Starting;

/// <summary>What a command costs that has nothing to do, against a program that has nothing in it.</summary>
internal sealed class StartupBenchmark(int rounds, TextWriter output)
{
    public async Task RunAsync(int count)
    {
        using var folder = new TemporaryDirectory();
        var archive = Yardstick.WriteArchive(folder.Path, "sqlite", count);
        var connection = $"Data Source={Path.Combine(folder.Path, "applied.db")}";
        await ProcessMeasurement.SecondsAsync(DeployedTool.Native.Migrate(archive, connection));

        Invocation Applied(string command, params string[] program) =>
            new([.. program, command, "--artifact", archive]) { Environment = DeployedTool.Connection(connection) };
        Invocation Local(string place, string command) =>
            Applied(command, "dotnet", "dbwarden") with
            {
                WorkingDirectory = place,
            };

        var native = new MarkdownTable(output, "native program", "time", "ratio");
        await CompareAsync(
            native,
            ("empty", new Invocation(BenchmarkPrograms.Empty)),
            ("dbwarden version", new Invocation(BenchmarkPrograms.Native, "version")),
            ($"dbwarden status, {Quantity.Count(count)} applied on SQLite", Applied("status", BenchmarkPrograms.Native)),
            ("dbwarden migrate, nothing pending", Applied("migrate", BenchmarkPrograms.Native))
        );
        await output.WriteLineAsync();
        var local = new MarkdownTable(output, "local tool", "time", "ratio");
        await CompareAsync(
            local,
            ("dotnet hello", new Invocation("dotnet", "hello") { WorkingDirectory = BenchmarkPrograms.LocalNative }),
            ("dotnet dbwarden status, platform package", Local(BenchmarkPrograms.LocalNative, "status")),
            ("dotnet dbwarden migrate, nothing pending, platform package", Local(BenchmarkPrograms.LocalNative, "migrate")),
            ("dotnet dbwarden status, portable package", Local(BenchmarkPrograms.LocalPortable, "status")),
            ("dotnet dbwarden migrate, nothing pending, portable package", Local(BenchmarkPrograms.LocalPortable, "migrate"))
        );
    }

    /// <summary>Measures alternately; the ratios are to the first.</summary>
    private async Task CompareAsync(MarkdownTable table, params (string Name, Invocation Invocation)[] programs)
    {
        var samples = programs.Select(_ => new Samples()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < programs.Length; i++)
                samples[i].Add(await ProcessMeasurement.SecondsAsync(programs[i].Invocation));
        }

        for (var i = 0; i < programs.Length; i++)
            table.AddRow(
                programs[i].Name,
                Quantity.Milliseconds(samples[i].Median),
                Quantity.Ratio(samples[i].Median / samples[0].Median)
            );
    }
}
