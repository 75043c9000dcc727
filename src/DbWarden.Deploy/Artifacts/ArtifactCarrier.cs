namespace DbWarden.Deploy.Artifacts;

/// <summary>Something that carries a <c>dbwarden/</c> tree, before that is checked.</summary>
/// <param name="Path">The file that was looked at.</param>
/// <param name="Part">Which part of the file carries the tree, such as <c>lib/net10.0/Shop.dll</c>; null where it is the file
/// itself.</param>
/// <param name="Name">The assembly's or package's name.</param>
/// <param name="Version">Its version; null where none is known.</param>
/// <param name="UserSecretsId">Where its user secrets are kept; null where it has none.</param>
/// <param name="Resources">The tree.</param>
internal sealed record ArtifactCarrier(
    string Path,
    string? Part,
    string Name,
    string? Version,
    string? UserSecretsId,
    ResourceTree Resources
)
{
    /// <summary>Where it is, as messages name it.</summary>
    public string Location => DisplayText.Of(Part is null ? Path : $"{Path} ({Part})");
}
