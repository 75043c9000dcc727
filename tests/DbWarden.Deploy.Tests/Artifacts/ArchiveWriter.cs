using System.IO.Compression;

namespace DbWarden.Deploy.Tests.Artifacts;

internal static class ArchiveWriter
{
    public static byte[] Write(
        IEnumerable<KeyValuePair<string, byte[]>> files,
        CompressionLevel compression = CompressionLevel.Optimal
    )
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name, compression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
