using DbWarden.Migrations.Manifest;

namespace DbWarden.Deploy.Artifacts;

/// <summary>The migrations that a release carries, read and checked against their manifest.</summary>
/// <param name="Path">Where it was read from.</param>
/// <param name="Name">The assembly's, package's or folder's name.</param>
/// <param name="Version">Its version as its author wrote it (informational version, package version); null where none is
/// known.</param>
/// <param name="Databases">In the manifest's order.</param>
public sealed record Artifact(string Path, string Name, string? Version, IReadOnlyList<ArtifactDatabase> Databases)
{
    /// <summary>Where the project keeps its user secrets, as its assembly says; null where it says nothing.</summary>
    public string? UserSecretsId { get; init; }
}

/// <summary>One database of an artifact.</summary>
public sealed record ArtifactDatabase(
    string Name,
    string Engine,
    string ConnectionName,
    IReadOnlyList<ArtifactMigration> Migrations
);

/// <summary>One migration of an artifact: what the manifest says of it, and its file's bytes.</summary>
/// <param name="Manifest">What the manifest says of it.</param>
/// <param name="Bytes">The file as it was embedded; its checksum has been verified.</param>
public sealed record ArtifactMigration(ManifestMigration Manifest, ReadOnlyMemory<byte> Bytes);
