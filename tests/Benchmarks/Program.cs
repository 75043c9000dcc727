using DbWarden.Benchmarks.Splitting;

SplittingBenchmark.Run(Console.Out);
