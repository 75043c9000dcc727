using System.Reflection.Metadata;

namespace DbWarden.Deploy.Artifacts.Assemblies;

/// <summary>Attributes of an assembly that hold one string.</summary>
internal static class AssemblyAttributes
{
    private const ushort Prolog = 1;

    public static string? InformationalVersion(MetadataReader metadata) =>
        Find(metadata, "System.Reflection", "AssemblyInformationalVersionAttribute");

    public static string? UserSecretsId(MetadataReader metadata) =>
        Find(metadata, "Microsoft.Extensions.Configuration.UserSecrets", "UserSecretsIdAttribute");

    private static string? Find(MetadataReader metadata, string @namespace, string name)
    {
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (!IsOfType(metadata, attribute, @namespace, name))
                continue;
            var value = metadata.GetBlobReader(attribute.Value);
            if (value.Length <= ArtifactLimits.TextLength && value.ReadUInt16() == Prolog)
                return value.ReadSerializedString();
        }

        return null;
    }

    private static bool IsOfType(MetadataReader metadata, CustomAttribute attribute, string @namespace, string name)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return false;
        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
            return false;
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, name) && metadata.StringComparer.Equals(type.Namespace, @namespace);
    }
}
