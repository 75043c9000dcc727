using DbWarden.Benchmarks;
using DbWarden.Benchmarks.Building;
using DbWarden.Benchmarks.Deploying;
using DbWarden.Benchmarks.Parsing;
using DbWarden.Benchmarks.Starting;

var arguments = BenchmarkArguments.TryParse(args);
var output = Console.Out;
switch (arguments?.Part)
{
    case "split":
        ParsingBenchmark.Run(arguments.Rounds ?? 15, output);
        return 0;
    case "startup":
        await new StartupBenchmark(arguments.Rounds ?? 20, output).RunAsync(arguments.CountsOr(1000)[0]);
        return 0;
    case "deploy":
        await new DeployBenchmark(arguments.Rounds ?? 5, output).RunAsync(arguments.CountsOr(100, 1000));
        return 0;
    case "flat" when arguments.CountsOr(100, 10000) is [> 1 and var few, > 1 and var many]:
        // Long runs, and long ones differ little: the mean of two.
        await new FlatBenchmark(arguments.Rounds ?? 2, output).RunAsync(few, many);
        return 0;
    case "classes":
        await output.WriteAsync(PeerWorkload.Classes(arguments.CountsOr(1000)[0]));
        return 0;
    case "peers":
        await new PeersBenchmark(arguments.Rounds ?? 5, output).RunAsync(arguments.CountsOr(1000)[0]);
        return 0;
    case "build":
        await new BuildBenchmark(arguments.Rounds ?? 5, output).RunAsync(arguments.CountsOr(0, 100, 1000, 10000));
        return 0;
    default:
        await Console.Error.WriteLineAsync("Usage: PART [COUNT...] [--rounds N]; see build/bench.sh");
        return 2;
}
