using System.IO.Compression;
using DbWarden.Deploy.Artifacts.Assemblies;
using DbWarden.Deploy.Artifacts.Sources;

namespace DbWarden.Deploy.Artifacts.Archives;

/// <summary>A NuGet package, or a <c>.dbwarden.zip</c>.</summary>
internal sealed class ArtifactArchive : IDisposable
{
    /// <summary>Where a package keeps assemblies that run; <c>ref/</c> and <c>analyzers/</c> hold others.</summary>
    private static readonly string[] AssemblyFolders = ["lib/", "tools/", "runtimes/"];

    private readonly string _path;
    private readonly ZipArchive _archive;
    private readonly Inflater _inflater = new();

    private ArtifactArchive(string path, ZipArchive archive)
    {
        _path = path;
        _archive = archive;
    }

    public static bool IsArchive(ByteSource source)
    {
        Span<byte> signature = stackalloc byte[4];
        if (source.Length < signature.Length)
            return false;
        source.Read(0, signature);
        // The second one is an archive without a file.
        return signature.SequenceEqual("PK\u0003\u0004"u8) || signature.SequenceEqual("PK\u0005\u0006"u8);
    }

    public static ArtifactArchive Open(string path, ByteSource source)
    {
        ArchiveDirectory.RequireReadable(source);
        return new ArtifactArchive(path, new ZipArchive(new ByteSourceStream(source), ZipArchiveMode.Read));
    }

    public void Dispose() => _archive.Dispose();

    /// <summary>The tree in the archive's root, and otherwise the assemblies in it that carry one.</summary>
    public IReadOnlyList<ArtifactCarrier> FindCarriers(CancellationToken cancellation)
    {
        var identity = PackageIdentity.Of(_archive, _path, _inflater);
        var tree = new ArchiveResourceTree(_archive, _inflater);
        if (tree.HasManifest)
            return [new ArtifactCarrier(_path, null, identity.Name, identity.Version, null, tree)];

        var carriers = new List<ArtifactCarrier>();
        foreach (var entry in _archive.Entries.Where(IsAssembly))
        {
            cancellation.ThrowIfCancellationRequested();
            using var content = entry.Open();
            var assembly = new MemorySource(
                _inflater.Inflate(
                    content,
                    entry.CompressedLength,
                    entry.Length,
                    ArtifactLimits.InflatedAssemblyBytes,
                    entry.FullName
                )
            );
            if (AssemblyImage.TryRead(assembly) is { HasManifest: true } image)
                carriers.Add(
                    new ArtifactCarrier(
                        _path,
                        entry.FullName,
                        identity.Name,
                        identity.Version,
                        image.UserSecretsId,
                        new AssemblyResourceTree(assembly, image)
                    )
                );
        }

        return carriers;
    }

    private static bool IsAssembly(ZipArchiveEntry entry) =>
        AssemblyFolders.Any(folder => entry.FullName.StartsWith(folder, StringComparison.OrdinalIgnoreCase))
        && Path.GetExtension(entry.Name).ToLowerInvariant() is ".dll" or ".exe";
}
