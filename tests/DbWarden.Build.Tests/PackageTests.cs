using System.IO.Compression;
using System.Text.RegularExpressions;
using DbWarden.TestSupport;

namespace DbWarden.Build.Tests;

/// <summary>What is in the packages.</summary>
public sealed class PackageTests
{
    [Test]
    public async Task The_build_package_holds_these_files() => Snapshots.Match(await FilesAsync("DbWarden.Build"));

    [Test]
    public async Task The_build_package_is_a_development_dependency_that_depends_on_nothing()
    {
        var packages = await PackedPackages.SharedAsync();
        var specification = await ReadAsync(packages.PathOf("DbWarden.Build"), "DbWarden.Build.nuspec");

        Assert.That(specification, Does.Not.Contain("<dependency"));
        Snapshots.Match(
            Regex.Replace(
                specification.Replace(packages.Version, "VERSION", StringComparison.Ordinal),
                "<repository [^>]*>",
                match => match.Value.Contains("commit=", StringComparison.Ordinal) ? "<repository with its commit>" : match.Value,
                RegexOptions.None,
                TimeSpan.FromSeconds(10)
            )
        );
    }

    [Test]
    public async Task The_tool_package_holds_what_a_tool_needs()
    {
        var files = (await FilesOfAsync((await PackedPackages.SharedAsync()).PortableTool)).Split('\n');

        Assert.Multiple(() =>
        {
            Assert.That(
                files,
                Does.Contain("README.md").And.Contain("icon.png").And.Contain("tools/net10.0/any/DotnetToolSettings.xml")
            );
            Assert.That(files.Where(file => file.EndsWith(".pdb", StringComparison.Ordinal)), Is.Empty);
        });
    }

    private static async Task<string> FilesAsync(string id) =>
        await FilesOfAsync((await PackedPackages.SharedAsync()).PathOf(id));

    private static async Task<string> FilesOfAsync(string path)
    {
        await using var package = await ZipFile.OpenReadAsync(path);
        return string.Join('\n', package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    private static async Task<string> ReadAsync(string path, string name)
    {
        await using var package = await ZipFile.OpenReadAsync(path);
        using var reader = new StreamReader(await package.GetEntry(name)!.OpenAsync());
        return (await reader.ReadToEndAsync()).TrimStart('\uFEFF');
    }
}
