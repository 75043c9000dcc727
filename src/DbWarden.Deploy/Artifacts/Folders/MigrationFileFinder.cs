using DbWarden.Migrations;

namespace DbWarden.Deploy.Artifacts.Folders;

/// <summary>Finds the migration files of a folder, without following links out of it or in circles.</summary>
internal sealed class MigrationFileFinder
{
    private const string Extension = ".sql";

    private readonly string _root;
    private readonly List<MigrationFileSource> _files = [];

    private MigrationFileFinder(string root) => _root = root;

    /// <summary>In the same order on every file system.</summary>
    public static IReadOnlyList<MigrationFileSource> Find(string root, CancellationToken cancellation)
    {
        var finder = new MigrationFileFinder(root);
        finder.Collect(new DirectoryInfo(root), "", 0, cancellation);
        finder._files.Sort(
            (left, right) => string.Compare(left.RelativePath, right.RelativePath, StringComparison.OrdinalIgnoreCase)
        );
        return finder._files;
    }

    private void Collect(DirectoryInfo directory, string prefix, int depth, CancellationToken cancellation)
    {
        if (depth > ArtifactLimits.FolderDepth)
            throw new InvalidDataException($"{directory.FullName} lies more than {ArtifactLimits.FolderDepth} folders deep.");
        foreach (var entry in directory.EnumerateFileSystemInfos())
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry is FileInfo file)
                Add(file, prefix + file.Name);
            else if (entry.LinkTarget is not null)
                RequireInside(entry);
            else if (!entry.Name.StartsWith('.'))
                Collect((DirectoryInfo)entry, prefix + entry.Name + "/", depth + 1, cancellation);
        }
    }

    private void Add(FileInfo file, string relativePath)
    {
        if (!file.Extension.Equals(Extension, StringComparison.OrdinalIgnoreCase))
            return;
        if (_files.Count == ArtifactLimits.FilesInFolder)
            throw new InvalidDataException($"{_root} holds more than {ArtifactLimits.FilesInFolder:N0} files.");
        _files.Add(new MigrationFileSource(Path.Combine(_root, relativePath), relativePath, KindOf(file)));
    }

    private MigrationSourceKind KindOf(FileInfo file)
    {
        if (file.ResolveLinkTarget(returnFinalTarget: true) is not { } target)
            return MigrationSourceKind.RegularFile;
        if (!IsInside(target))
            return MigrationSourceKind.LinkOutOfProject;
        return File.Exists(target.FullName) ? MigrationSourceKind.RegularFile : MigrationSourceKind.NotRegular;
    }

    /// <summary>
    /// A linked folder is never entered: one inside is met where it really lies, and one outside is not for this run.
    /// </summary>
    private void RequireInside(FileSystemInfo link)
    {
        if (link.ResolveLinkTarget(returnFinalTarget: true) is { } target && !IsInside(target))
            throw new InvalidDataException($"{link.FullName} is a link to a folder outside of {_root}.");
    }

    private bool IsInside(FileSystemInfo target)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(_root)) + Path.DirectorySeparatorChar;
        return target.FullName.StartsWith(root, StringComparison.Ordinal);
    }
}
