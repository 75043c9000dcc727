using DbWarden.Tool.Projects;

namespace DbWarden.Tool.Scaffolding;

/// <summary>Collects the changes of a project file, and of Directory.Packages.props where package versions stand there.</summary>
internal sealed class ProjectEdit(Project project)
{
    private const string Package = "DbWarden.Build";

    private readonly List<string> _meanings = [];
    private MSBuildFile _file = project.File;
    private FileChange? _packages;

    public void AddPackage()
    {
        if (project.HasPackage)
            return;
        var version = ToolVersion.Text;
        if (!project.HasCentralVersions)
        {
            AddItem(
                "PackageReference",
                $"Include=\"{Package}\" Version=\"{version}\" PrivateAssets=\"all\"",
                $"added the package {Package} {version}"
            );
            return;
        }

        AddItem("PackageReference", $"Include=\"{Package}\" PrivateAssets=\"all\"", $"added the package {Package}");
        var packages = project.Packages!;
        if (!packages.HasItem("PackageVersion", Package))
            _packages = new FileChange(
                packages.Source.Path,
                packages.AddItem("PackageVersion", $"Include=\"{Package}\" Version=\"{version}\"").Source.ToBytes(),
                $"added version {version} of {Package}"
            );
    }

    public void SetEngine(string engine)
    {
        _file = _file.AddProperty("DbWardenEngine", engine);
        _meanings.Add($"set the engine to {engine}");
    }

    /// <param name="engine">Null where the project's engine is its own.</param>
    public void DeclareDatabase(string name, string? engine) =>
        AddItem(
            "DbWardenDatabase",
            $"Include=\"{name}\"" + (engine is null ? "" : $" Engine=\"{engine}\""),
            $"declared database '{name}'"
        );

    /// <summary>
    /// Has a new settings file copied beside the program, where the SDK does not do that by itself. Not for a library: the file would meet
    /// that of the program which uses it.
    /// </summary>
    public void CopySettings(string fileName)
    {
        if (project.IsProgram && !project.CopiesSettings)
            AddItem(
                "None",
                $"Update=\"{fileName}\" CopyToOutputDirectory=\"PreserveNewest\"",
                $"copies {fileName} to the output"
            );
    }

    public IEnumerable<FileChange> Changes()
    {
        if (_meanings.Count > 0)
            yield return new FileChange(_file.Source.Path, _file.Source.ToBytes(), string.Join(", ", _meanings));
        if (_packages is not null)
            yield return _packages;
    }

    private void AddItem(string type, string attributes, string meaning)
    {
        _file = _file.AddItem(type, attributes);
        _meanings.Add(meaning);
    }
}
