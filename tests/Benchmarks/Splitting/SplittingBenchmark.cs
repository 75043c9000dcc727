using System.Diagnostics;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Benchmarks.Splitting;

/// <summary>How fast one thread splits ordinary SQL, and what it allocates for it.</summary>
internal static class SplittingBenchmark
{
    private const int Rounds = 15;
    private static readonly int[] Sizes = [1_000, 100_000, 10_000_000];

    public static void Run(TextWriter output)
    {
        output.WriteLine($"{"engine",-12}{"size",12}{"statements",12}{"MB/s median",14}{"MB/s best",12}{"bytes allocated a byte",26}");
        foreach (string engine in new[] { "postgresql", "mysql", "sqlite" })
        {
            foreach (int size in Sizes)
            {
                Measure(output, engine, OrdinarySql.Generate(engine, size));
            }
        }
    }

    private static void Measure(TextWriter output, string engine, byte[] script)
    {
        var dialect = Dialect.Find(engine)!;
        int repetitions = Math.Max(1, 10_000_000 / script.Length);
        int statements = Split(dialect, script);
        for (int warmUp = 0; warmUp < 3; warmUp++)
        {
            Repeat(dialect, script, repetitions);
        }

        var speeds = new double[Rounds];
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            Repeat(dialect, script, repetitions);
            speeds[round] = (double)script.Length * repetitions / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e6;
        }

        double allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Array.Sort(speeds);
        double allocatedPerByte = allocated / Rounds / repetitions / script.Length;
        output.WriteLine(
            FormattableString.Invariant(
                $"{engine,-12}{script.Length,12}{statements,12}{speeds[Rounds / 2],14:F0}{speeds[^1],12:F0}{allocatedPerByte,26:F6}"
            )
        );
    }

    private static void Repeat(Dialect dialect, byte[] script, int repetitions)
    {
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            Split(dialect, script);
        }
    }

    private static int Split(Dialect dialect, byte[] script)
    {
        var reader = dialect.CreateReader(script, 0, script.Length, 1);
        int statements = 0;
        for (var kind = reader.Read(); kind != ScriptItemKind.End; kind = reader.Read())
        {
            statements += kind == ScriptItemKind.Statement ? 1 : 0;
        }

        return statements;
    }
}
