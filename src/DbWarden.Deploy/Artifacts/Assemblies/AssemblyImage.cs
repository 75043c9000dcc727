using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DbWarden.Deploy.Artifacts.Sources;
using DbWarden.Migrations.Manifest;

namespace DbWarden.Deploy.Artifacts.Assemblies;

/// <summary>What is to be known of a managed assembly, taken from its metadata; nothing of it is loaded or run.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="Version">Its informational version.</param>
/// <param name="UserSecretsId">The value of its <c>UserSecretsIdAttribute</c>.</param>
/// <param name="Resources">Where the resources under <c>dbwarden/</c> begin in the file, by name.</param>
internal sealed record AssemblyImage(
    string Name,
    string? Version,
    string? UserSecretsId,
    IReadOnlyDictionary<string, long> Resources
)
{
    public bool HasManifest => Resources.ContainsKey(MigrationManifest.ResourceName);

    /// <summary>Reads an assembly, or returns null where <paramref name="source"/> is none.</summary>
    public static AssemblyImage? TryRead(ByteSource source)
    {
        if (!LooksLikePortableExecutable(source))
            return null;
        using var image = new PEReader(new ByteSourceStream(source));
        var headers = image.PEHeaders;
        if (headers.CorHeader is null || !image.HasMetadata)
            return null;
        if (
            headers.MetadataSize > ArtifactLimits.MetadataBytes
            || headers.MetadataStartOffset > source.Length - headers.MetadataSize
        )
            throw new InvalidDataException("Its metadata does not fit into it.");

        var metadata = image.GetMetadataReader();
        if (!metadata.IsAssembly)
            return null;
        return new AssemblyImage(
            metadata.GetString(metadata.GetAssemblyDefinition().Name),
            AssemblyAttributes.InformationalVersion(metadata),
            AssemblyAttributes.UserSecretsId(metadata),
            FindResources(metadata, headers)
        );
    }

    private static bool LooksLikePortableExecutable(ByteSource source)
    {
        const int ShortestHeader = 64;
        Span<byte> signature = stackalloc byte[2];
        if (source.Length < ShortestHeader)
            return false;
        source.Read(0, signature);
        return signature.SequenceEqual("MZ"u8);
    }

    private static Dictionary<string, long> FindResources(MetadataReader metadata, PEHeaders headers)
    {
        var resources = new Dictionary<string, long>(StringComparer.Ordinal);
        var start = -1;
        foreach (var handle in metadata.ManifestResources)
        {
            var resource = metadata.GetManifestResource(handle);
            if (!metadata.StringComparer.StartsWith(resource.Name, MigrationManifest.ResourcePrefix))
                continue;
            // Measured before it is decoded: a hostile table may point at one huge name again and again.
            if (metadata.GetBlobReader(resource.Name).Length > ResourceNames.LongestInUtf8)
                throw new InvalidDataException("A resource's name is too long.");
            var name = metadata.GetString(resource.Name);
            if (!resource.Implementation.IsNil)
                throw new InvalidDataException($"The resource '{name}' lies in another file.");
            if (start < 0 && !headers.TryGetDirectoryOffset(headers.CorHeader!.ResourcesDirectory, out start))
                throw new InvalidDataException("Its resources do not lie in it.");
            if (!resources.TryAdd(name, start + resource.Offset))
                throw new InvalidDataException($"It has two resources '{name}'.");
            if (resources.Count > ArtifactLimits.Migrations + 1)
                throw new InvalidDataException($"It has more than {ArtifactLimits.Migrations:N0} migrations.");
        }

        return resources;
    }
}
