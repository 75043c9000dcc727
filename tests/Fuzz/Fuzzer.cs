using System.Diagnostics;
using DbWarden.Migrations.Tests.Dialects.Properties;

namespace DbWarden.Fuzz;

/// <summary>Tries random and mutated scripts against what has to hold for all of them.</summary>
internal static class Fuzzer
{
    private static readonly string[] Engines = ["postgresql", "mysql", "sqlite"];
    private static readonly TimeSpan SlowestAllowed = TimeSpan.FromSeconds(5);

    /// <summary>Gives the exit code: 1 if an input was found for which a property does not hold.</summary>
    public static int Run(TimeSpan duration, int seed, TextWriter output)
    {
        output.WriteLine($"fuzzing for {duration.TotalSeconds} s with seed {seed}");
        var inputs = new ScriptMutator(seed);
        var clock = Stopwatch.StartNew();
        long count = 0;
        for (; clock.Elapsed < duration; count++)
        {
            string engine = Engines[count % Engines.Length];
            byte[] script = inputs.Next(engine);
            var start = clock.Elapsed;
            try
            {
                SplittingProperties.CheckAll(engine, script);
            }
            catch (Exception exception)
            {
                return Report(output, engine, script, seed, exception.ToString());
            }

            if (clock.Elapsed - start > SlowestAllowed)
            {
                return Report(output, engine, script, seed, "too slow");
            }
        }

        output.WriteLine($"{count} scripts, nothing found");
        return 0;
    }

    private static int Report(TextWriter output, string engine, byte[] script, int seed, string reason)
    {
        string path = Path.Combine(Path.GetTempPath(), $"dbwarden-fuzz-{engine}.sql");
        File.WriteAllBytes(path, script);
        output.WriteLine($"{engine}: {reason}");
        output.WriteLine($"the script is kept as {path}; seed {seed} finds it again");
        return 1;
    }
}
