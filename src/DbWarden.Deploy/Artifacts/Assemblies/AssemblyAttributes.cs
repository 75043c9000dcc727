using System.Buffers;
using System.Reflection.Metadata;

namespace DbWarden.Deploy.Artifacts.Assemblies;

/// <summary>Attributes of an assembly that hold one string.</summary>
internal static class AssemblyAttributes
{
    private const ushort Prolog = 1;
    private const int CommitHashLength = 40;
    private const int ShortCommitLength = 10;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// The informational version. The SDK appends the commit behind a plus sign; its beginning is kept, since it alone tells two
    /// builds of a project apart that never raises its version.
    /// </summary>
    public static string? InformationalVersion(MetadataReader metadata)
    {
        var version = Find(metadata, "System.Reflection", "AssemblyInformationalVersionAttribute");
        var commit = version?.IndexOf('+') + 1;
        return commit > 0 && IsCommitHash(version.AsSpan(commit.Value))
            ? version![..(commit.Value + ShortCommitLength)]
            : version;
    }

    public static string? UserSecretsId(MetadataReader metadata) =>
        Find(metadata, "Microsoft.Extensions.Configuration.UserSecrets", "UserSecretsIdAttribute");

    private static bool IsCommitHash(ReadOnlySpan<char> text) =>
        text.Length == CommitHashLength && !text.ContainsAnyExcept(HexDigits);

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
