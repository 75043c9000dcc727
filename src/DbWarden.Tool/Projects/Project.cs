using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;

namespace DbWarden.Tool.Projects;

/// <summary>A project file together with the shared ones that MSBuild would import around it.</summary>
/// <param name="File">The project file itself.</param>
/// <param name="Shared">The nearest Directory.Build.props above it, if there is one.</param>
/// <param name="Packages">The nearest Directory.Packages.props above it, if there is one.</param>
internal sealed record Project(MSBuildFile File, MSBuildFile? Shared, MSBuildFile? Packages)
{
    private const string PackageName = "DbWarden.Build";

    public string Directory => Path.GetDirectoryName(File.Source.Path)!;

    /// <summary>The name of the assembly, unless the project says otherwise.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File.Source.Path);

    /// <summary>The engine of databases without one of their own; null where the project sets none.</summary>
    public string? Engine => Property("DbWardenEngine");

    /// <summary>The full path of the folder that holds the migrations.</summary>
    public string MigrationsDirectory =>
        Path.GetFullPath(Property("DbWardenMigrationsDirectory")?.Replace('\\', '/') ?? "migrations", Directory);

    /// <summary>Declared databases and their engines; empty for a project with one database.</summary>
    public IReadOnlyList<(string Name, string? Engine)> Databases =>
        [
            .. File.Items("DbWardenDatabase")
                .Select(item => ((string?)item.Attribute("Include") ?? "", (string?)item.Attribute("Engine"))),
        ];

    public bool HasPackage =>
        File.HasItem("PackageReference", PackageName)
        || Shared?.HasItem("PackageReference", PackageName) == true
        || Packages?.HasItem("GlobalPackageReference", PackageName) == true;

    /// <summary>Whether versions of packages stand in Directory.Packages.props.</summary>
    public bool HasCentralVersions =>
        Packages is not null
        && string.Equals(Property("ManagePackageVersionsCentrally"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the SDK itself copies appsettings.json to the output.</summary>
    public bool CopiesSettings => File.Sdk is "Microsoft.NET.Sdk.Web" or "Microsoft.NET.Sdk.Worker";

    public bool IsProgram =>
        CopiesSettings
        || Property("OutputType") is { } type
            && (
                type.Equals("Exe", StringComparison.OrdinalIgnoreCase)
                || type.Equals("WinExe", StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>The database that is meant: the one named, the only one, or the default one.</summary>
    public Result<string> Choose(string? wanted)
    {
        IReadOnlyList<string> names =
            Databases.Count == 0 ? [DatabaseName.Default] : [.. Databases.Select(database => database.Name)];
        var name = wanted ?? (names.Count == 1 ? names[0] : DatabaseName.Default);
        return names.Contains(name, StringComparer.Ordinal)
            ? name
            : new Failure(
                FailureKind.Usage,
                wanted is null ? $"{Name} has several databases." : $"{Name} has no database '{wanted}'."
            )
            {
                Details = ["Its databases: " + string.Join(", ", names)],
                Next = wanted is null ? ["Name one: --database NAME"] : [],
            };
    }

    public static Result<Project> Read(string path)
    {
        var file = MSBuildFile.Read(path);
        if (!file.IsSuccess)
            return file.Failure;
        var shared = Above(path, "Directory.Build.props");
        var packages = Above(path, "Directory.Packages.props");
        return (shared?.Failure ?? packages?.Failure) is { } failure
            ? failure
            : new Project(file.Value, shared?.Value, packages?.Value);
    }

    private static Result<MSBuildFile>? Above(string project, string name)
    {
        for (var directory = new FileInfo(project).Directory; directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, name);
            if (System.IO.File.Exists(path))
                return MSBuildFile.Read(path);
        }

        return null;
    }

    /// <summary>The project's own value wins over that of the files above.</summary>
    private string? Property(string name) => File.Property(name) ?? Packages?.Property(name) ?? Shared?.Property(name);
}
