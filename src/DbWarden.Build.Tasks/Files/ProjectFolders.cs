using DbWarden.Migrations;

namespace DbWarden.Build.Tasks.Files;

/// <summary>The folders that migrations may lie in, and what a path in them turns out to be when links are followed.</summary>
internal sealed class ProjectFolders
{
    private static readonly StringComparison PathComparison =
        Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string _root;
    private readonly IReadOnlyList<string> _allowed;

    // A folder is looked at once, however many files lie in it.
    private readonly Dictionary<string, bool> _staysInside = new(StringComparer.Ordinal);

    /// <param name="project">The project's folder.</param>
    /// <param name="root">The folder of the migrations; usually below the project's.</param>
    public ProjectFolders(string project, string root)
    {
        _root = Terminated(root);
        // A folder of migrations inside the project that is a link is judged like any other link; one outside was chosen as it is.
        var chosen = _root.StartsWith(Terminated(project), PathComparison) ? [project] : new[] { project, root };
        _allowed = [.. chosen.SelectMany(folder => new[] { folder, FollowLinks(folder) }).Select(Terminated)];
    }

    /// <summary>The path below the folder of the migrations, with <c>/</c> between its parts; a file elsewhere is known by its name.</summary>
    public string RelativePath(string path) =>
        path.StartsWith(_root, PathComparison)
            ? path.Substring(_root.Length).Replace(Path.DirectorySeparatorChar, '/')
            : Path.GetFileName(path);

    /// <summary>What is at the path.</summary>
    public MigrationSourceKind Examine(FileInfo file)
    {
        if (!file.Exists)
            return MigrationSourceKind.NotRegular;
        if (!StaysInside(file) || !FoldersStayInside(file.DirectoryName!))
            return MigrationSourceKind.LinkOutOfProject;
        return IsLink(file) && !File.Exists(FollowLinks(file.FullName))
            ? MigrationSourceKind.NotRegular
            : MigrationSourceKind.RegularFile;
    }

    private static bool IsLink(FileSystemInfo entry) => entry.Exists && entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static string Terminated(string folder) => folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;

    private static string FollowLinks(string path)
    {
        var name = Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar));
        if (name.Length == 0)
            return path;
        var parent = FollowLinks(Path.GetDirectoryName(path.TrimEnd(Path.DirectorySeparatorChar))!);
        var entry = new FileInfo(Path.Combine(parent, name));
        return LinkTarget.Resolve(entry) ?? entry.FullName;
    }

    private bool FoldersStayInside(string folder)
    {
        if (!IsAllowed(folder))
            return true;
        if (!_staysInside.TryGetValue(folder, out var inside))
        {
            inside = StaysInside(new DirectoryInfo(folder)) && FoldersStayInside(Path.GetDirectoryName(folder)!);
            _staysInside.Add(folder, inside);
        }

        return inside;
    }

    private bool StaysInside(FileSystemInfo entry) =>
        !IsLink(entry) || (LinkTarget.Resolve(entry) is { } target && IsAllowed(FollowLinks(target)));

    private bool IsAllowed(string path) => _allowed.Any(folder => path.StartsWith(folder, PathComparison));
}
