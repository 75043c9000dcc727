using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
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

    [Test]
    public async Task The_portable_tool_tells_the_runtime_to_be_content_with_little_memory()
    {
        var configuration = await ReadAsync(
            (await PackedPackages.SharedAsync()).PortableTool,
            "tools/net10.0/any/dbwarden.runtimeconfig.json"
        );
        var properties = JsonNode.Parse(configuration)!["runtimeOptions"]!["configProperties"]!;

        Assert.Multiple(() =>
        {
            Assert.That((bool?)properties["System.GC.Concurrent"], Is.False);
            Assert.That((long?)properties["System.GC.Gen0MaxBudget"], Is.EqualTo(4 << 20));
            Assert.That((bool?)properties["System.Runtime.TieredPGO"], Is.False);
            Assert.That((int?)properties["System.Runtime.TieredCompilation.CallCountThreshold"], Is.EqualTo(5000));
        });
    }

    [Test]
    public async Task Every_package_says_what_it_is_and_where_it_comes_from()
    {
        var packages = Directory.GetFiles((await PackedPackages.SharedAsync()).Feed, "*.nupkg");

        Assert.That(packages, Has.Length.AtLeast(2));
        foreach (var path in packages)
        {
            await using var package = await ZipFile.OpenReadAsync(path);
            var specification = XDocument.Parse(
                await TextAsync(
                    package,
                    package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).FullName
                )
            );
            var metadata = specification.Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName);
            Assert.Multiple(() =>
            {
                Assert.That(metadata["license"].Attribute("type")?.Value, Is.EqualTo("expression"), path);
                Assert.That(metadata["license"].Value, Is.EqualTo("MIT"), path);
                Assert.That(metadata["description"].Value, Has.Length.InRange(50, 300), path);
                Assert.That(metadata["repository"].Attribute("url")?.Value, Does.StartWith("https://github.com/"), path);
                Assert.That(metadata["repository"].Attribute("branch"), Is.Null, path);
            });
            Assert.That(
                await TextAsync(package, metadata["readme"].Value),
                Does.StartWith("# ").And.Contains("](https://"),
                path
            );
            Assert.That(await SizeOfPngAsync(package, metadata["icon"].Value), Is.EqualTo((128, 128)), path);
        }
    }

    [Test]
    public async Task Our_assemblies_carry_their_symbols_and_say_where_their_sources_are()
    {
        var packages = await PackedPackages.SharedAsync();
        var assemblies = 0;
        foreach (var path in new[] { packages.PathOf("DbWarden.Build"), packages.PortableTool })
        {
            await using var package = await ZipFile.OpenReadAsync(path);
            foreach (var entry in package.Entries.Where(entry => IsOurs(entry.Name)))
            {
                assemblies++;
                await using var stream = await entry.OpenAsync();
                using var bytes = new MemoryStream();
                await stream.CopyToAsync(bytes);
                bytes.Position = 0;
                using var assembly = new PEReader(bytes);
                Assert.That(
                    SourceLinkOf(assembly),
                    Does.Match("""^\{"documents":\{"/_/\*":"https://raw\.githubusercontent\.com/.+/[0-9a-f]{40}/\*"\}\}$"""),
                    entry.FullName
                );
            }
        }

        Assert.That(assemblies, Is.EqualTo(5), "DbWarden.Build has two, and dbwarden three.");
    }

    [Test]
    public async Task The_same_commit_gives_the_same_package()
    {
        var packages = await PackedPackages.SharedAsync();
        using var directory = new TemporaryDirectory();
        var script = Path.Combine(Repository.Root, "build", "pack.sh");

        (await CommandLine.RunAsync("bash", [script, "--no-tool", directory.Path, packages.Version])).ShouldExitWith(0);

        var first = packages.PathOf("DbWarden.Build");
        var second = Path.Combine(directory.Path, Path.GetFileName(first));
        Assert.That(await File.ReadAllBytesAsync(second), Is.EqualTo(await File.ReadAllBytesAsync(first)));
    }

    private static bool IsOurs(string file) =>
        file.StartsWith("DbWarden.", StringComparison.OrdinalIgnoreCase) && file.EndsWith(".dll", StringComparison.Ordinal);

    private static string SourceLinkOf(PEReader assembly)
    {
        var sourceLink = new Guid("CC110556-A091-4D38-9FEC-25AB9A351A6A");
        var entry = assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using var symbols = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        var reader = symbols.GetMetadataReader();
        var information = reader
            .GetCustomDebugInformation(EntityHandle.ModuleDefinition)
            .Select(reader.GetCustomDebugInformation)
            .Single(information => reader.GetGuid(information.Kind) == sourceLink);
        return Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value));
    }

    private static async Task<(int Width, int Height)> SizeOfPngAsync(ZipArchive package, string name)
    {
        var header = new byte[24];
        await using var stream = await package.GetEntry(name)!.OpenAsync();
        await stream.ReadExactlyAsync(header);
        Assert.That(header[1..4], Is.EqualTo("PNG"u8.ToArray()));
        return (BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20)));
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
        return await TextAsync(package, name);
    }

    private static async Task<string> TextAsync(ZipArchive package, string name)
    {
        using var reader = new StreamReader(await package.GetEntry(name)!.OpenAsync());
        return (await reader.ReadToEndAsync()).TrimStart('\uFEFF');
    }
}
