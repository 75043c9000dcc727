using System.Diagnostics;
using System.Globalization;
using DbWarden.TestSupport;

namespace DbWarden.Benchmarks.Measuring;

/// <summary>What a whole process costs, from its start to its end.</summary>
internal static class ProcessMeasurement
{
    /// <summary>How long the process took, in seconds.</summary>
    public static async Task<double> SecondsAsync(Invocation invocation)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = TestSupport.CommandLine.Start(
            invocation.Command[0],
            invocation.Command.Skip(1),
            invocation.WorkingDirectory,
            invocation.Environment
        );
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(invocation.Input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (process.ExitCode != 0)
            throw new MeasurementException(
                $"{string.Join(' ', invocation.Command)} ended with {process.ExitCode}.",
                await output + await error
            );
        return seconds;
    }

    /// <summary>
    /// The most memory that the process had in use at once, in MiB, as GNU time reports it. In a run of its own: the time of this one counts for nothing.
    /// </summary>
    public static async Task<double> PeakMebibytesAsync(Invocation invocation)
    {
        using var folder = new TemporaryDirectory();
        var report = Path.Combine(folder.Path, "peak");
        await SecondsAsync(invocation with { Command = ["/usr/bin/time", "-f", "%M", "-o", report, .. invocation.Command] });
        return double.Parse(await File.ReadAllTextAsync(report), CultureInfo.InvariantCulture) / 1024;
    }
}
