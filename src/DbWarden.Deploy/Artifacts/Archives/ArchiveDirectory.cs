using System.Buffers.Binary;
using DbWarden.Deploy.Artifacts.Sources;

namespace DbWarden.Deploy.Artifacts.Archives;

/// <summary>
/// Looks at the end of a zip archive before the archive is opened, because opening makes an object of each entry in its
/// directory: a directory that is too large is refused here.
/// </summary>
internal static class ArchiveDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const int EndBytes = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int OffsetField = 16;
    private const uint OffsetIsElsewhere = uint.MaxValue;

    public static void RequireReadable(ByteSource source)
    {
        var tail = source
            .Slice(
                Math.Max(0, source.Length - EndBytes - LongestComment),
                (int)Math.Min(source.Length, EndBytes + LongestComment)
            )
            .Span;
        for (var i = tail.Length - EndBytes; i >= 0; i--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail[i..]) != EndSignature)
                continue;
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail[(i + OffsetField)..]);
            if (offset == OffsetIsElsewhere)
                throw new InvalidDataException(
                    "It is larger than 4 GB or holds more than 65,534 files; such an archive is not read."
                );
            if (source.Length - offset > ArtifactLimits.ArchiveDirectoryBytes)
                throw new InvalidDataException(
                    $"Its list of files is larger than {ArtifactLimits.ArchiveDirectoryBytes:N0} bytes."
                );
            return;
        }

        throw new InvalidDataException("It is a zip archive without its end: it was cut short.");
    }
}
