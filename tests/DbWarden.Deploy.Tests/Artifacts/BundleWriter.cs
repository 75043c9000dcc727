using System.IO.Compression;
using System.Security.Cryptography;

namespace DbWarden.Deploy.Tests.Artifacts;

/// <summary>Writes single-file bundles of any version behind a host that is nothing but its signature.</summary>
internal static class BundleWriter
{
    private const byte AssemblyType = 1;

    private static readonly byte[] Signature = SHA256.HashData(".net core bundle\n"u8);

    public static byte[] Write(
        uint version,
        IEnumerable<KeyValuePair<string, byte[]>> assemblies,
        bool compress = false,
        int precedingBytes = 1000
    )
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("\u007fELF"u8);
        stream.SetLength(precedingBytes - sizeof(long));
        stream.Seek(0, SeekOrigin.End);
        writer.Write(0L);
        writer.Write(Signature);
        writer.Write(new byte[1000]);

        var entries = assemblies
            .Select(assembly =>
                (assembly.Key, Offset: Append(stream, assembly.Value, compress), assembly.Value.Length, End: stream.Position)
            )
            .ToList();
        var header = stream.Position;
        writer.Write(version);
        writer.Write(0u);
        writer.Write(entries.Count);
        writer.Write("bundle-id");
        if (version >= 2)
            writer.Write(new byte[5 * sizeof(long)]);
        foreach (var (path, offset, length, end) in entries)
        {
            writer.Write(offset);
            writer.Write((long)length);
            if (version >= 6)
                writer.Write(compress ? end - offset : 0L);
            writer.Write(AssemblyType);
            writer.Write(path);
        }

        stream.Position = precedingBytes - sizeof(long);
        writer.Write(header);
        return stream.ToArray();
    }

    /// <summary>Where a host keeps the offset of its bundle's header.</summary>
    public static int PlaceholderOf(byte[] bundle) => bundle.AsSpan().IndexOf(Signature) - sizeof(long);

    private static long Append(MemoryStream stream, byte[] content, bool compress)
    {
        var offset = stream.Position;
        if (compress)
        {
            using var deflate = new DeflateStream(stream, CompressionLevel.Optimal, leaveOpen: true);
            deflate.Write(content);
        }
        else
        {
            stream.Write(content);
        }

        return offset;
    }
}
