using DbWarden.Migrations;

namespace DbWarden.Build.Tasks.Files;

/// <summary>A file of the project that MSBuild holds for a migration.</summary>
/// <param name="file">The file.</param>
/// <param name="folders">The project's folders.</param>
/// <param name="database">The item's own database; null where the folder decides.</param>
internal sealed class MigrationFile(FileInfo file, ProjectFolders folders, string? database) : MigrationSource
{
    public override string Path => file.FullName;

    public override string RelativePath { get; } = folders.RelativePath(file.FullName);

    public override string? Database => database;

    public override MigrationSourceKind Kind { get; } = folders.Examine(file);

    public override ReadOnlyMemory<byte> Read()
    {
        // A pipe has no length either, and opening one would wait for its writer for ever. The length of a link is not its target's.
        var isLink = file.Attributes.HasFlag(FileAttributes.ReparsePoint);
        return file.Length == 0 && !isLink ? ReadOnlyMemory<byte>.Empty : File.ReadAllBytes(file.FullName);
    }
}
