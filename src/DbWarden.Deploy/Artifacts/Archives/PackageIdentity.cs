using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using DbWarden.Deploy.Artifacts.Sources;

namespace DbWarden.Deploy.Artifacts.Archives;

/// <summary>What an archive is called: a package by its nuspec, another archive by its file name.</summary>
internal sealed partial record PackageIdentity(string Name, string? Version)
{
    private const int MatchTimeoutMilliseconds = 1_000;

    public static PackageIdentity Of(ZipArchive archive, string path, Inflater inflater)
    {
        var nuspec = archive.Entries.FirstOrDefault(IsNuspec);
        return nuspec is null ? OfFileName(Path.GetFileName(path)) : OfNuspec(nuspec, inflater);
    }

    private static bool IsNuspec(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase) && !entry.FullName.Contains('/');

    private static PackageIdentity OfFileName(string fileName)
    {
        var parts = NameAndVersion().Match(fileName);
        return new PackageIdentity(
            parts.Groups["name"].Value,
            parts.Groups["version"] is { Success: true } version ? version.Value : null
        );
    }

    private static PackageIdentity OfNuspec(ZipArchiveEntry nuspec, Inflater inflater)
    {
        using var content = nuspec.Open();
        var bytes = inflater.Inflate(
            content,
            nuspec.CompressedLength,
            nuspec.Length,
            ArtifactLimits.NuspecBytes,
            nuspec.FullName
        );
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var xml = XmlReader.Create(new MemoryStream(bytes), settings);
        if (!xml.ReadToFollowing("metadata"))
            throw new InvalidDataException($"'{nuspec.FullName}' has no metadata.");

        string? name = null;
        string? version = null;
        var depth = xml.Depth + 1;
        var more = xml.Read();
        while (more)
        {
            if (xml.Depth != depth || xml.NodeType != XmlNodeType.Element)
                more = xml.Read();
            else if (xml.LocalName == "id")
                name = xml.ReadElementContentAsString().Trim();
            else if (xml.LocalName == "version")
                version = xml.ReadElementContentAsString().Trim();
            else
                more = xml.Read();
        }

        return new PackageIdentity(name ?? throw new InvalidDataException($"'{nuspec.FullName}' has no id."), version);
    }

    /// <summary>As <c>DbWardenPackage</c> names its archive: the assembly, its version, <c>.dbwarden.zip</c>.</summary>
    [GeneratedRegex(
        @"^(?<name>.+?)(\.(?<version>\d+\.\d+[0-9A-Za-z.+-]*?))?(\.dbwarden)?(\.zip|\.nupkg)?$",
        RegexOptions.ExplicitCapture,
        MatchTimeoutMilliseconds
    )]
    private static partial Regex NameAndVersion();
}
