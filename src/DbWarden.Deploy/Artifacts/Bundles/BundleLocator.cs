using System.Buffers.Binary;
using DbWarden.Deploy.Artifacts.Sources;

namespace DbWarden.Deploy.Artifacts.Bundles;

/// <summary>
/// Finds where a single-file executable says that its bundle begins: the .NET host holds a fixed signature, and in the eight
/// bytes before it the offset of the bundle's header, or zero where there is no bundle.
/// </summary>
internal static class BundleLocator
{
    private const int OffsetBytes = sizeof(long);
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>SHA-256 of ".net core bundle" and a line feed; the SDK looks for it in the same way.</summary>
    private static ReadOnlySpan<byte> Signature =>
        [
            0x8b,
            0x12,
            0x02,
            0xb9,
            0x6a,
            0x61,
            0x20,
            0x38,
            0x72,
            0x7b,
            0x93,
            0x02,
            0x14,
            0xd7,
            0xa0,
            0x32,
            0x13,
            0xf5,
            0xb9,
            0xe6,
            0xef,
            0xae,
            0x33,
            0x18,
            0xee,
            0x3b,
            0x2d,
            0xce,
            0x24,
            0xb3,
            0x6a,
            0xae,
        ];

    /// <summary>The offset of the bundle's header; zero where the host carries no bundle; null where there is no host.</summary>
    public static long? Find(ByteSource source, CancellationToken cancellation)
    {
        var buffer = new byte[(int)Math.Min(source.Length, ChunkBytes)];
        var end = Math.Min(source.Length, ArtifactLimits.BundleHostBytes);
        // Each chunk repeats the end of the one before it, so that a signature on the seam is seen.
        for (long start = 0; start + Signature.Length <= end; start += ChunkBytes - Signature.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            var chunk = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - start));
            source.Read(start, chunk);
            var found = chunk.IndexOf(Signature);
            if (found < 0)
                continue;
            var position = start + found - OffsetBytes;
            if (position < 0)
                return null;
            Span<byte> offset = stackalloc byte[OffsetBytes];
            source.Read(position, offset);
            return BinaryPrimitives.ReadInt64LittleEndian(offset);
        }

        return null;
    }
}
