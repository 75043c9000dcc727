using System.Diagnostics;
using System.Globalization;
using System.Text;
using DbWarden.Tool.Tests.Proofs.Databases;

namespace DbWarden.Tool.Tests.Proofs;

/// <summary>A migration with a lot of data costs its own size in memory, and a bounded amount beyond.</summary>
[Platform("Linux", Reason = "Only there does /proc tell a process's largest size.")]
public sealed class LargeFileTests
{
    private const int AllowanceMegabytes = 100;
    private const int RowsPerInsert = 100;

    private static readonly string Filler = new('x', 90);

    /// <summary>The file's size in MiB, to be raised where a figure is wanted rather than a quick answer.</summary>
    private static int Megabytes =>
        int.Parse(Environment.GetEnvironmentVariable("DBWARDEN_TEST_LARGE_FILE_MB") ?? "60", CultureInfo.InvariantCulture);

    [TestCase("sqlite")]
    [TestCase("postgresql")]
    [TestCase("mariadb")]
    public async Task It_runs_within_its_size_and_a_hundred_megabytes(string engine)
    {
        using var shop = await Shop.OpenAsync(engine);
        var (text, rows) = Write(engine, Megabytes);
        shop.Release(("V__0003_seed.sql", text));

        using var run = RunningTool.Start(shop, "migrate");
        var watch = Stopwatch.StartNew();
        var largest = await WatchAsync(run);
        (await run.EndAsync()).ShouldExitWith(0);

        TestContext.Out.WriteLine($"{engine}: {Megabytes} MiB in {watch.Elapsed.TotalSeconds:0.0} s, {largest} MiB at most.");
        Assert.That(
            await GatedDatabase.Of(shop.Database).QueryAsync("SELECT count(*) FROM seed"),
            Is.EqualTo(new[] { $"{rows}" })
        );
        Assert.That(largest, Is.GreaterThan(0).And.LessThan(Megabytes + AllowanceMegabytes));
    }

    private static (string Text, int Rows) Write(string engine, int megabytes)
    {
        var text = new StringBuilder("-- upgrade\nCREATE TABLE seed (id BIGINT PRIMARY KEY, name VARCHAR(100));\n");
        var isCopy = engine == "postgresql";
        if (isCopy)
            text.Append("COPY seed (id, name) FROM stdin;\n");
        var row = 0;
        for (; text.Length < megabytes << 20; row++)
        {
            if (isCopy)
                text.Append(row).Append('\t').Append(Filler).Append('\n');
            else
                text.Append(row % RowsPerInsert == 0 ? "INSERT INTO seed (id, name) VALUES\n" : ",\n")
                    .Append('(')
                    .Append(row)
                    .Append(", '")
                    .Append(Filler)
                    .Append("')");
            if (!isCopy && row % RowsPerInsert == RowsPerInsert - 1)
                text.Append(";\n");
        }

        if (isCopy)
            text.Append("\\.\n");
        else if (row % RowsPerInsert > 0)
            text.Append(";\n");
        text.Append("-- rollback\nDROP TABLE seed;\n");
        return (text.ToString(), row);
    }

    /// <summary>The most memory that the process has had, in MiB: the kernel's own mark, which only ever rises.</summary>
    private static async Task<long> WatchAsync(RunningTool run)
    {
        var largest = 0L;
        while (run.IsRunning)
        {
            try
            {
                var line = File.ReadLines($"/proc/{run.ProcessId}/status")
                    .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is not null)
                    largest =
                        long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
                        / 1024;
            }
            catch (IOException)
            {
                // It ended in the meantime.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        return largest;
    }
}
