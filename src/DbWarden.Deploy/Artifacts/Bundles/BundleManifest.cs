using System.Buffers.Binary;
using System.Text;
using DbWarden.Deploy.Artifacts.Sources;

namespace DbWarden.Deploy.Artifacts.Bundles;

/// <summary>
/// The table of files in a single-file executable, as the .NET SDK writes it: version 1 since .NET Core 3, 2 since .NET 5 (which
/// added a fixed block of offsets behind the bundle's id) and 6 since .NET 6 (which added the compressed length of each file).
/// </summary>
internal static class BundleManifest
{
    private const int FirstVersionWithFixedBlock = 2;
    private const int FirstVersionWithCompression = 6;
    private const int FixedBlockBytes = 5 * sizeof(long);
    private const int LongestPath = 4096;

    /// <summary>The shortest entry has two lengths, a type and an empty path: a larger count than fits is a lie.</summary>
    private const int ShortestEntry = (2 * sizeof(long)) + 2;

    private static readonly uint[] KnownVersions = [1, FirstVersionWithFixedBlock, FirstVersionWithCompression];

    public static IReadOnlyList<BundleEntry> Read(ByteSource source, long headerOffset)
    {
        var reader = new Cursor(source, headerOffset);
        var version = reader.UInt32();
        var minor = reader.UInt32();
        if (!KnownVersions.Contains(version))
            throw new InvalidDataException(
                $"Its bundle has version {version}.{minor}, which this version of dbwarden does not know."
            );

        var count = reader.Int32();
        if (count is < 0 or > ArtifactLimits.BundleEntries || count > (source.Length - reader.Position) / ShortestEntry)
            throw new InvalidDataException($"Its bundle is said to hold {count:N0} files, which cannot be.");
        reader.Text();
        if (version >= FirstVersionWithFixedBlock)
            reader.Skip(FixedBlockBytes);

        var entries = new List<BundleEntry>(count);
        for (var i = 0; i < count; i++)
        {
            var offset = reader.Int64();
            var length = reader.Int64();
            var compressedLength = version >= FirstVersionWithCompression ? reader.Int64() : 0;
            var type = (BundleEntryType)reader.Byte();
            entries.Add(new BundleEntry(reader.Text(), type, offset, length, compressedLength));
        }

        return entries;
    }

    /// <summary>Reads numbers and texts as <see cref="BinaryWriter"/> writes them.</summary>
    private sealed class Cursor(ByteSource source, long position)
    {
        public long Position { get; private set; } = position;

        public byte Byte() => Next(stackalloc byte[sizeof(byte)])[0];

        public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Next(stackalloc byte[sizeof(uint)]));

        public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Next(stackalloc byte[sizeof(int)]));

        public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Next(stackalloc byte[sizeof(long)]));

        public void Skip(int count) => Position += count;

        public string Text()
        {
            // Seven bits a byte, the lowest first; two bytes hold every length that a path may have.
            int low = Byte();
            var length = low < 0x80 ? low : (low & 0x7f) | (Byte() << 7);
            if (length > LongestPath)
                throw new InvalidDataException("Its bundle holds a path that is too long.");
            return Encoding.UTF8.GetString(Next(new byte[length]));
        }

        private Span<byte> Next(Span<byte> destination)
        {
            source.Read(Position, destination);
            Position += destination.Length;
            return destination;
        }
    }
}
