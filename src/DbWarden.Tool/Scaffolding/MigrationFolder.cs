using DbWarden.Migrations.Naming;
using DbWarden.Tool.Projects;

namespace DbWarden.Tool.Scaffolding;

/// <summary>Where the migrations of one database lie in a project, and which ones there are.</summary>
internal sealed class MigrationFolder
{
    private readonly string _home;
    private readonly IReadOnlyList<(string Path, MigrationName Name)> _migrations;

    private MigrationFolder(string home, IReadOnlyList<(string, MigrationName)> migrations)
    {
        _home = home;
        _migrations = migrations;
    }

    public bool IsEmpty => _migrations.Count == 0;

    public IEnumerable<MigrationVersion> Versions =>
        _migrations.Select(migration => migration.Name.Version).OfType<MigrationVersion>();

    public static MigrationFolder Of(Project project, string database)
    {
        var home = Path.Combine(project.MigrationsDirectory, database);
        // A project that declares no database has one, and every file is its own.
        var root = project.Databases.Count == 0 && database == DatabaseName.Default ? project.MigrationsDirectory : home;
        return new MigrationFolder(
            home,
            [
                .. FilesBelow(root)
                    .Select(path => (path, MigrationName.TryParse(Path.GetFileName(path))!))
                    .Where(file => file.Item2 is not null),
            ]
        );
    }

    /// <summary>Files of a project with one database that would be no database's if it declared several.</summary>
    public static IReadOnlyList<string> LooseFiles(Project project)
    {
        var home = Path.Combine(project.MigrationsDirectory, DatabaseName.Default) + Path.DirectorySeparatorChar;
        return [.. FilesBelow(project.MigrationsDirectory).Where(path => !path.StartsWith(home, StringComparison.Ordinal))];
    }

    /// <summary>The path of a new file: beside the newest of its kind, since that is where its author groups them at present.</summary>
    public string PathFor(MigrationName name)
    {
        var newest = _migrations
            .Where(migration => migration.Name.Kind == name.Kind)
            .OrderBy(migration => migration.Name.Version)
            .LastOrDefault();
        return Path.Combine(newest.Path is null ? _home : Path.GetDirectoryName(newest.Path)!, name.FileName);
    }

    /// <summary>The path of the migration that <paramref name="name"/> would collide with; null if there is none.</summary>
    public string? Existing(MigrationName name) =>
        _migrations
            .FirstOrDefault(migration => migration.Name.Kind == name.Kind && migration.Name.Identity == name.Identity)
            .Path;

    private static IEnumerable<string> FilesBelow(string root) =>
        Directory.Exists(root)
            ? Directory
                .EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true })
                .Where(path => path.EndsWith(MigrationName.Extension, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
            : [];
}
