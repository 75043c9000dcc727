using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace DbWarden.Build.Tests.Projects;

/// <summary>The resources of an assembly on disk, read without loading it.</summary>
internal static class AssemblyResources
{
    private const string Prefix = "dbwarden/";

    /// <summary>The names of what this package embedded, in ordinal order.</summary>
    public static IReadOnlyList<string> Names(string assembly) =>
        [.. Read(assembly).Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static string Text(string assembly, string name) => Encoding.UTF8.GetString([.. Read(assembly)[name]]);

    /// <summary>Every embedded resource by its name.</summary>
    public static Dictionary<string, ImmutableArray<byte>> Read(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(assembly));
        var metadata = reader.GetMetadataReader();
        var section = reader.GetSectionData(reader.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        return metadata
            .ManifestResources.Select(metadata.GetManifestResource)
            .Where(resource => resource.Implementation.IsNil)
            .ToDictionary(resource => metadata.GetString(resource.Name), resource => Content(section, (int)resource.Offset));
    }

    private static ImmutableArray<byte> Content(PEMemoryBlock section, int offset)
    {
        var length = section.GetReader(offset, sizeof(int)).ReadInt32();
        return section.GetContent(offset + sizeof(int), length);
    }
}
