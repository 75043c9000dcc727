using System.Diagnostics;
using DbWarden.Deploy.Artifacts;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Artifacts;

/// <summary>
/// Whatever somebody does to a file, reading it ends soon, in the genuine migrations or in an error message. Each failure names
/// the seed that repeats it.
/// </summary>
internal sealed class HostileArtifactTests
{
    private const int Mutations = 3_000;
    private const int Truncations = 400;

    private static readonly TimeSpan SlowestRead = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);
    private static readonly SampleTree Tree = SampleTree.Shop();

    /// <summary>
    /// What no mutation may make the reader allocate beyond the file: a claimed size is checked before memory is set aside for
    /// it.
    /// </summary>
    private const long MostMemory = 64L * 1024 * 1024;

    public enum Kind
    {
        WrittenAssembly,
        BuiltAssembly,
        Bundle,
        CompressedBundle,
        BuiltBundle,
        Package,
        Archive,
        StoredArchive,
    }

    [Test]
    public async Task A_mutated_file_never_does_harm([Values] Kind kind)
    {
        var genuine = await MakeAsync(kind);
        var seed = Environment.GetEnvironmentVariable("DBWARDEN_FUZZ_SEED") is { } given
            ? int.Parse(given)
            : Random.Shared.Next();
        TestContext.Out.WriteLine($"DBWARDEN_FUZZ_SEED={seed}");
        using var folder = new TemporaryDirectory();
        var random = new Random(seed);
        var run = Stopwatch.StartNew();
        for (var i = 0; i < Mutations && run.Elapsed < LongestRun; i++)
            ReadHarmlessly(folder, Mutate(genuine, random), $"mutation {i} of seed {seed}");
    }

    [Test]
    public async Task A_truncated_file_never_does_harm([Values] Kind kind)
    {
        var genuine = await MakeAsync(kind);
        using var folder = new TemporaryDirectory();
        var run = Stopwatch.StartNew();
        foreach (var length in LengthsOf(genuine).TakeWhile(_ => run.Elapsed < LongestRun))
            ReadHarmlessly(folder, genuine[..length], $"cut to {length} bytes");
    }

    /// <summary>Every length of the header and the tail, and as many between them.</summary>
    private static IEnumerable<int> LengthsOf(byte[] genuine)
    {
        const int Edge = 600;
        return Enumerable
            .Range(0, Math.Min(Edge, genuine.Length))
            .Concat(Enumerable.Range(Math.Max(0, genuine.Length - Edge), Math.Min(Edge, genuine.Length)))
            .Concat(Enumerable.Range(1, Truncations).Select(i => (int)((long)genuine.Length * i / (Truncations + 1))));
    }

    private static async Task<byte[]> MakeAsync(Kind kind)
    {
        var assembly = AssemblyWriter.Write("Shop", Tree.Resources, "1.2.3", "secrets");
        KeyValuePair<string, byte[]>[] files = [new("Shop.dll", assembly)];
        return kind switch
        {
            Kind.WrittenAssembly => assembly,
            Kind.BuiltAssembly => await File.ReadAllBytesAsync(
                Path.Combine(await BuiltApplication.BuiltAsync(), "Shop.Migrations.dll")
            ),
            Kind.Bundle => BundleWriter.Write(6, files),
            Kind.CompressedBundle => BundleWriter.Write(6, files, compress: true),
            Kind.BuiltBundle => await File.ReadAllBytesAsync(Path.Combine(await BuiltApplication.SingleFileAsync(), "Shop")),
            Kind.Package => ArchiveWriter.Write([
                new("Shop.nuspec", "<package><metadata><id>Shop</id></metadata></package>"u8.ToArray()),
                new("lib/net10.0/Shop.dll", assembly),
            ]),
            Kind.Archive => ArchiveWriter.Write(Tree.Resources),
            _ => ArchiveWriter.Write(Tree.Resources, System.IO.Compression.CompressionLevel.NoCompression),
        };
    }

    /// <summary>
    /// Flips bits, writes telling numbers, moves, doubles and removes ranges; some places are hit more often, since little lies
    /// elsewhere.
    /// </summary>
    private static byte[] Mutate(byte[] genuine, Random random)
    {
        var bytes = genuine.ToList();
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Count > 8; changes--)
        {
            var at = random.Next(3) == 0 ? random.Next(Math.Min(512, bytes.Count)) : random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    long[] numbers =
                    [
                        0,
                        1,
                        -1,
                        int.MaxValue,
                        int.MinValue,
                        uint.MaxValue,
                        long.MaxValue,
                        bytes.Count,
                        0x7fff,
                        0x10000,
                    ];
                    var number = BitConverter.GetBytes(numbers[random.Next(numbers.Length)]).AsSpan(0, 1 << random.Next(4));
                    for (var i = 0; i < number.Length && at + i < bytes.Count; i++)
                        bytes[at + i] = number[i];
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 64), bytes.Count - at));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 64), bytes.Count - at)));
                    break;
                default:
                    var from = random.Next(bytes.Count);
                    for (var i = 0; i < 32 && at + i < bytes.Count && from + i < bytes.Count; i++)
                        bytes[at + i] = bytes[from + i];
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>What runs. Names are not compared: nothing but the manifest itself says whether a changed one is right.</summary>
    private static IEnumerable<byte[]> ContentsOf(Artifact artifact) =>
        artifact.Databases.SelectMany(database => database.Migrations).Select(migration => migration.Bytes.ToArray());

    private static void ReadHarmlessly(TemporaryDirectory folder, byte[] file, string how)
    {
        var path = folder.Write("Shop", file);
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var result = ArtifactReader.Read(path, engine: null, CancellationToken.None);
            if (result.IsSuccess)
                Assert.That(ContentsOf(result.Value), Is.EqualTo(Tree.Files.Values), how);
            else
                Assert.That(result.Failure.InWords().All(character => !char.IsControl(character) || character == '\n'), how);
        }
        catch (Exception exception) when (exception is not ResultStateException)
        {
            throw new InvalidOperationException(how, exception);
        }

        Assert.That(watch.Elapsed, Is.LessThan(SlowestRead), how);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(file.Length + MostMemory), how);
    }
}
