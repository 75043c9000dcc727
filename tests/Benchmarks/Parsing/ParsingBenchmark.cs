using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using DbWarden.Benchmarks.Measuring;
using Perfolizer.Horology;

namespace DbWarden.Benchmarks.Parsing;

/// <summary>How fast one thread reads ordinary SQL, and what it allocates for it.</summary>
internal static class ParsingBenchmark
{
    public static void Run(int rounds, TextWriter output)
    {
        using var progress = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        // In this process: a program of its own for each case would take minutes, and measure the same.
        var job = Job
            .Default.WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(100))
            .WithWarmupCount(10)
            .WithIterationCount(rounds);
        var config = ManualConfig
            .CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(new StreamLogger(progress))
            .WithArtifactsPath(Path.Combine(BenchmarkPrograms.Folder, "BenchmarkDotNet"));
        var summary = BenchmarkRunner.Run<ScriptBenchmark>(config);

        var table = new MarkdownTable(output, "dialect", "size", "splitting", "allocated a byte", "parsing", "allocated a byte");
        foreach (
            var reports in summary.Reports.GroupBy(report =>
                (Engine: (string)Parameter(report, "Engine"), Size: (int)Parameter(report, "Size"))
            )
        )
        {
            var (engine, size) = reports.Key;
            var split = reports.Single(report => Method(report) == nameof(ScriptBenchmark.Split));
            var parse = reports.Single(report => Method(report) == nameof(ScriptBenchmark.Parse));
            table.AddRow(
                engine,
                $"{Quantity.Count(size / 1000)} kB",
                Speed(split, size),
                Allocated(split, size),
                Speed(parse, size),
                Allocated(parse, size)
            );
        }
    }

    private static object Parameter(BenchmarkReport report, string name) => report.BenchmarkCase.Parameters[name];

    private static string Method(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethod.Name;

    private static string Speed(BenchmarkReport report, int size) =>
        report.ResultStatistics is { } statistics ? $"{size / statistics.Median * 1000:N0} MB/s" : "failed";

    private static string Allocated(BenchmarkReport report, int size) =>
        report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is { } bytes
            ? $"{(double)bytes / size:0.00000}"
            : Quantity.None;
}
