using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace DbWarden.Deploy.Tests.Artifacts;

/// <summary>Writes assemblies that hold resources and no code, in shapes that no compiler makes.</summary>
internal static class AssemblyWriter
{
    public static byte[] Write(
        string name,
        IEnumerable<KeyValuePair<string, byte[]>> resources,
        string? version = null,
        string? userSecretsId = null
    )
    {
        var metadata = new MetadataBuilder();
        var data = new BlobBuilder();
        metadata.AddModule(0, metadata.GetOrAddString(name + ".dll"), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddTypeDefinition(
            default,
            default,
            metadata.GetOrAddString("<Module>"),
            default,
            MetadataTokens.FieldDefinitionHandle(1),
            MetadataTokens.MethodDefinitionHandle(1)
        );
        var assembly = metadata.AddAssembly(
            metadata.GetOrAddString(name),
            new Version(1, 0),
            default,
            default,
            default(AssemblyFlags),
            AssemblyHashAlgorithm.None
        );
        if (version is not null)
            AddAttribute(metadata, assembly, "System.Reflection", "AssemblyInformationalVersionAttribute", version);
        if (userSecretsId is not null)
            AddAttribute(
                metadata,
                assembly,
                "Microsoft.Extensions.Configuration.UserSecrets",
                "UserSecretsIdAttribute",
                userSecretsId
            );
        foreach (var (resource, content) in resources)
        {
            metadata.AddManifestResource(
                ManifestResourceAttributes.Public,
                metadata.GetOrAddString(resource),
                default,
                (uint)data.Count
            );
            data.WriteInt32(content.Length);
            data.WriteBytes(content);
            data.Align(8);
        }

        return Serialize(metadata, data);
    }

    /// <summary>An assembly whose resource <paramref name="resource"/> lies in another file.</summary>
    public static byte[] WriteLinked(string resource)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("Shop.dll"), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(
            metadata.GetOrAddString("Shop"),
            new Version(1, 0),
            default,
            default,
            default(AssemblyFlags),
            AssemblyHashAlgorithm.None
        );
        var file = metadata.AddAssemblyFile(
            metadata.GetOrAddString("data.bin"),
            metadata.GetOrAddBlob(new byte[20]),
            containsMetadata: false
        );
        metadata.AddManifestResource(ManifestResourceAttributes.Public, metadata.GetOrAddString(resource), file, 0);
        return Serialize(metadata, new BlobBuilder());
    }

    private static void AddAttribute(
        MetadataBuilder metadata,
        AssemblyDefinitionHandle assembly,
        string @namespace,
        string name,
        string value
    )
    {
        var library = metadata.AddAssemblyReference(
            metadata.GetOrAddString("System.Runtime"),
            new Version(10, 0),
            default,
            default,
            default(AssemblyFlags),
            default
        );
        var type = metadata.AddTypeReference(library, metadata.GetOrAddString(@namespace), metadata.GetOrAddString(name));
        var signature = new BlobBuilder();
        new BlobEncoder(signature)
            .MethodSignature(isInstanceMethod: true)
            .Parameters(1, result => result.Void(), parameters => parameters.AddParameter().Type().String());
        var constructor = metadata.AddMemberReference(type, metadata.GetOrAddString(".ctor"), metadata.GetOrAddBlob(signature));
        var argument = new BlobBuilder();
        argument.WriteUInt16(1);
        argument.WriteSerializedString(value);
        argument.WriteUInt16(0);
        metadata.AddCustomAttribute(assembly, constructor, metadata.GetOrAddBlob(argument));
    }

    private static byte[] Serialize(MetadataBuilder metadata, BlobBuilder resources)
    {
        var image = new BlobBuilder();
        new ManagedPEBuilder(
            PEHeaderBuilder.CreateLibraryHeader(),
            new MetadataRootBuilder(metadata),
            new BlobBuilder(),
            managedResources: resources
        ).Serialize(image);
        return image.ToArray();
    }
}
