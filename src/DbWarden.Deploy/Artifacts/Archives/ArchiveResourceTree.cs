using System.IO.Compression;
using DbWarden.Deploy.Artifacts.Sources;

namespace DbWarden.Deploy.Artifacts.Archives;

/// <summary>The tree as files of a zip archive.</summary>
internal sealed class ArchiveResourceTree : ResourceTree
{
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly Inflater _inflater;

    public ArchiveResourceTree(ZipArchive archive, Inflater inflater)
    {
        _inflater = inflater;
        foreach (var entry in archive.Entries.Where(IsFileOfTree))
        {
            if (!_entries.TryAdd(entry.FullName, entry))
                throw new InvalidDataException($"It has two files '{entry.FullName}'.");
        }
    }

    public override IReadOnlyCollection<string> Names => _entries.Keys;

    public override long LengthOf(string name) => _entries[name].Length;

    public override ReadOnlyMemory<byte> Read(string name)
    {
        var entry = _entries[name];
        using var content = entry.Open();
        return _inflater.Inflate(content, entry.CompressedLength, entry.Length, ArtifactLimits.MigrationBytes, name);
    }

    private static bool IsFileOfTree(ZipArchiveEntry entry) =>
        ResourceNames.IsInTree(entry.FullName) && !entry.FullName.EndsWith('/');
}
