using System.IO.Compression;
using DbWarden.Deploy.Artifacts.Assemblies;
using DbWarden.Deploy.Artifacts.Sources;

namespace DbWarden.Deploy.Artifacts.Bundles;

/// <summary>A single-file executable: the .NET host with the application's files behind it.</summary>
internal static class SingleFileBundle
{
    /// <summary>The assemblies of a bundle that carry a manifest.</summary>
    /// <param name="path">The executable, for messages.</param>
    /// <param name="source">Its bytes.</param>
    /// <param name="headerOffset">Where the bundle's header lies.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static IReadOnlyList<ArtifactCarrier> FindCarriers(
        string path,
        ByteSource source,
        long headerOffset,
        CancellationToken cancellation
    )
    {
        var carriers = new List<ArtifactCarrier>();
        var inflater = new Inflater();
        foreach (var entry in BundleManifest.Read(source, headerOffset).Where(entry => entry.Type == BundleEntryType.Assembly))
        {
            cancellation.ThrowIfCancellationRequested();
            var assembly = Open(source, entry, inflater);
            if (AssemblyImage.TryRead(assembly) is { HasManifest: true } image)
                carriers.Add(
                    new ArtifactCarrier(
                        path,
                        entry.Path,
                        image.Name,
                        image.Version,
                        image.UserSecretsId,
                        new AssemblyResourceTree(assembly, image)
                    )
                );
        }

        return carriers;
    }

    private static ByteSource Open(ByteSource source, BundleEntry entry, Inflater inflater)
    {
        if (entry.CompressedLength == 0)
            return source.Range(entry.Offset, entry.Length);
        var compressed = new ByteSourceStream(source.Range(entry.Offset, entry.CompressedLength));
        using var inflating = new DeflateStream(compressed, CompressionMode.Decompress);
        return new MemorySource(
            inflater.Inflate(inflating, entry.CompressedLength, entry.Length, ArtifactLimits.InflatedAssemblyBytes, entry.Path)
        );
    }
}
