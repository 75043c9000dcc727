using DbWarden.Migrations.Manifest;

namespace DbWarden.Deploy.Artifacts;

/// <summary>The <c>dbwarden/</c> tree of an artifact: the manifest and the migrations, wherever they lie.</summary>
internal abstract class ResourceTree
{
    /// <summary>Every name in the tree, the manifest's among them.</summary>
    public abstract IReadOnlyCollection<string> Names { get; }

    public bool HasManifest => Names.Contains(MigrationManifest.ResourceName, StringComparer.Ordinal);

    /// <summary>How many bytes a resource has, before any of them is read.</summary>
    public abstract long LengthOf(string name);

    /// <summary>A resource's bytes; to be asked for once.</summary>
    public abstract ReadOnlyMemory<byte> Read(string name);
}
