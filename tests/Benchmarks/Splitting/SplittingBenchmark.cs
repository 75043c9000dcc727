using System.Diagnostics;
using System.Globalization;
using System.Text;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Benchmarks.Splitting;

/// <summary>How fast one thread splits ordinary SQL, and what it allocates for it.</summary>
internal static class SplittingBenchmark
{
    private const int Rounds = 15;
    private static readonly CompositeFormat Row = CompositeFormat.Parse("{0,-12}{1,12}{2,12}{3,14}{4,12}{5,26}");
    private static readonly int[] Sizes = [1_000, 100_000, 10_000_000];

    public static void Run(TextWriter output)
    {
        WriteRow(output, "engine", "size", "statements", "MB/s median", "MB/s best", "bytes allocated a byte");
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
        WriteRow(
            output,
            engine,
            script.Length,
            statements,
            speeds[Rounds / 2].ToString("F0", CultureInfo.InvariantCulture),
            speeds[^1].ToString("F0", CultureInfo.InvariantCulture),
            allocatedPerByte.ToString("F6", CultureInfo.InvariantCulture)
        );
    }

    private static void WriteRow(TextWriter output, params object[] cells) =>
        output.WriteLine(string.Format(CultureInfo.InvariantCulture, Row, cells));

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
