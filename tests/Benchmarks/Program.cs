using System.Globalization;
using DbWarden.Benchmarks.Deploying;
using DbWarden.Benchmarks.Splitting;

switch (args)
{
    case ["split"]:
        SplittingBenchmark.Run(Console.Out);
        return 0;
    case ["deploy", var tool, .. var counts]:
        await new DeployBenchmark(tool, Console.Out).RunAsync([
            .. counts.Select(count => int.Parse(count, CultureInfo.InvariantCulture)),
        ]);
        return 0;
    case ["yardstick", var engine, var count, var path]:
        Yardstick.WriteArchive(path, engine, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "Usage: split | deploy TOOL COUNT... | yardstick ENGINE COUNT PATH; see build/bench.sh"
        );
        return 2;
}
