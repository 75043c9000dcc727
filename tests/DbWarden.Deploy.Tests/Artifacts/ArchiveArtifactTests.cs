using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Artifacts;

internal sealed class ArchiveArtifactTests
{
    private const string Nuspec =
        """<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata><id>Acme.Shop</id><version>3.1.0-rc.2</version><dependencies><group><dependency id="Other" version="1.0.0" /></group></dependencies></metadata></package>""";

    private readonly TemporaryDirectory _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("Shop.1.4.0.dbwarden.zip", "Shop", "1.4.0")]
    [TestCase("Shop.Api.1.4.0-rc.1.dbwarden.zip", "Shop.Api", "1.4.0-rc.1")]
    [TestCase("Shop2.0.1.dbwarden.zip", "Shop2", "0.1")]
    [TestCase("Shop.dbwarden.zip", "Shop", null)]
    [TestCase("release.zip", "release", null)]
    public void An_archive_is_named_by_its_file(string file, string name, string? version)
    {
        var artifact = Read(file, SampleTree.Shop().Resources).ShouldSucceed();
        Assert.That((artifact.Name, artifact.Version), Is.EqualTo((name, version)));
        artifact.ShouldHold(SampleTree.Shop());
    }

    [Test]
    public void An_archive_without_compression_is_read() =>
        ReadBytes("stored.zip", ArchiveWriter.Write(SampleTree.Shop().Resources, CompressionLevel.NoCompression))
            .ShouldSucceed()
            .ShouldHold(SampleTree.Shop());

    [TestCase("lib/net10.0/Acme.Shop.dll")]
    [TestCase("tools/net10.0/any/Acme.Shop.dll")]
    [TestCase("runtimes/linux-x64/lib/net10.0/Acme.Shop.dll")]
    public void A_package_is_named_by_its_nuspec(string assembly)
    {
        var artifact = Read("whatever.nupkg", PackageWith((assembly, SampleTree.Shop()))).ShouldSucceed();
        Assert.That((artifact.Name, artifact.Version), Is.EqualTo(("Acme.Shop", "3.1.0-rc.2")));
        artifact.ShouldHold(SampleTree.Shop());
    }

    [Test]
    public void A_package_may_hold_the_tree_itself()
    {
        var files = SampleTree.Shop().Resources.Prepend(new("Acme.Shop.nuspec", Encoding.UTF8.GetBytes(Nuspec)));
        var artifact = Read("tree.nupkg", files).ShouldSucceed();
        Assert.That(artifact.Name, Is.EqualTo("Acme.Shop"));
        artifact.ShouldHold(SampleTree.Shop());
    }

    [Test]
    public void A_package_for_several_frameworks_is_read_where_all_hold_the_same() =>
        Read(
                "frameworks.nupkg",
                PackageWith(("lib/net8.0/Shop.dll", SampleTree.Shop()), ("lib/net10.0/Shop.dll", SampleTree.Shop()))
            )
            .ShouldSucceed()
            .ShouldHold(SampleTree.Shop());

    [Test]
    public void A_package_with_two_kinds_of_migrations_is_refused_with_both()
    {
        var other = SampleTree.Shop();
        other.AddDatabase("analytics", "mysql");
        var error = Read("two.nupkg", PackageWith(("lib/net8.0/Shop.dll", SampleTree.Shop()), ("lib/net8.0/Other.dll", other)))
            .ShouldFail();
        Assert.That(error, Does.Contain("lib/net8.0/Shop.dll").And.Contain("lib/net8.0/Other.dll"));
    }

    [Test]
    public void Reference_assemblies_and_analyzers_are_not_looked_at() =>
        Assert.That(
            Read(
                    "analyzers.nupkg",
                    PackageWith(("ref/net8.0/Shop.dll", SampleTree.Shop()), ("analyzers/Shop.dll", SampleTree.Shop()))
                )
                .ShouldFail(),
            Does.Contain("carries no migrations")
        );

    [TestCase("<package><metadata><version>1.0.0</version></metadata></package>", "has no id")]
    [TestCase("<package></package>", "has no metadata")]
    [TestCase("<package><metadata>", "damaged")]
    [TestCase("<!DOCTYPE a [<!ENTITY x \"y\">]><package><metadata><id>&x;</id></metadata></package>", "damaged")]
    public void A_nuspec_that_is_none_is_refused(string nuspec, string error) =>
        Assert.That(Read("nuspec.nupkg", [new("a.nuspec", Encoding.UTF8.GetBytes(nuspec))]).ShouldFail(), Does.Contain(error));

    [Test]
    public void An_empty_archive_is_refused() =>
        Assert.That(Read("empty.zip", []).ShouldFail(), Does.Contain("carries no migrations"));

    [Test]
    public void Two_files_of_one_name_are_refused()
    {
        var tree = SampleTree.Shop();
        Assert.That(Read("twice.zip", tree.Resources.Append(tree.Files.First())).ShouldFail(), Does.Contain("two files"));
    }

    [Test]
    public void A_bomb_is_refused_by_its_size_before_it_is_inflated()
    {
        var tree = SampleTree.Shop();
        var bomb = ArchiveWriter.Write(tree.Resources.Append(new("dbwarden/bomb.sql", new byte[200_000_000])));
        Assert.That(ReadBytes("bomb.zip", bomb).ShouldFail(), Does.Contain("not in the manifest: dbwarden/bomb.sql"));
    }

    [Test]
    public void A_manifest_that_inflates_to_too_much_is_refused()
    {
        var bomb = ArchiveWriter.Write([new("dbwarden/manifest.json", new byte[100_000_000])]);
        Assert.That(ReadBytes("manifest.zip", bomb).ShouldFail(), Does.Contain("its manifest has 100,000,000 bytes"));
    }

    [TestCase(10u)]
    [TestCase(1_000_000u)]
    [TestCase(0x7fffffffu)]
    [TestCase(0xfffffff0u)]
    public void An_entry_that_lies_about_its_size_is_refused(uint claim)
    {
        var archive = ArchiveWriter.Write(SampleTree.Shop().Resources);
        // The uncompressed size lies 24 bytes behind the signature of each entry in the directory.
        var entry = archive.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(archive.AsSpan(entry + 24), claim);
        ReadBytes("lying.zip", archive).ShouldFail();
    }

    [Test]
    public void A_directory_of_millions_of_entries_is_refused_before_it_is_read()
    {
        var archive = new byte[80_000_000];
        "PK\u0003\u0004"u8.CopyTo(archive);
        var end = archive.AsSpan(archive.Length - 22);
        "PK\u0005\u0006"u8.CopyTo(end);
        Assert.That(ReadBytes("directory.zip", archive).ShouldFail(), Does.Contain("list of files is larger"));
    }

    [Test]
    public void An_archive_that_was_cut_short_says_so()
    {
        var archive = ArchiveWriter.Write(SampleTree.Shop().Resources);
        Assert.That(ReadBytes("cut.zip", archive[..(archive.Length / 2)]).ShouldFail(), Does.Contain("cut short"));
    }

    private static IEnumerable<KeyValuePair<string, byte[]>> PackageWith(params (string Path, SampleTree Tree)[] assemblies) =>
        assemblies
            .Select(assembly => new KeyValuePair<string, byte[]>(
                assembly.Path,
                AssemblyWriter.Write("Shop", assembly.Tree.Resources)
            ))
            .Prepend(new("Acme.Shop.nuspec", Encoding.UTF8.GetBytes(Nuspec)));

    private Result<Artifact> Read(string name, IEnumerable<KeyValuePair<string, byte[]>> files) =>
        ReadBytes(name, ArchiveWriter.Write(files));

    private Result<Artifact> ReadBytes(string name, byte[] archive) =>
        ArtifactReader.Read(_folder.Write(name, archive), null, CancellationToken.None);
}
