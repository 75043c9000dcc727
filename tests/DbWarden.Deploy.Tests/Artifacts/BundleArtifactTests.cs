using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Artifacts;

internal sealed class BundleArtifactTests
{
    private static readonly byte[] Migrations = AssemblyWriter.Write("Shop.Migrations", SampleTree.Shop().Resources, "4.5.6");
    private static readonly byte[] Host = AssemblyWriter.Write("Shop", []);

    private readonly TemporaryDirectory _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase(1u, false)]
    [TestCase(2u, false)]
    [TestCase(6u, false)]
    [TestCase(6u, true)]
    public void A_bundle_of_every_version_is_read(uint version, bool compress)
    {
        var artifact = Read(BundleWriter.Write(version, Files(("Shop.dll", Host), ("Shop.Migrations.dll", Migrations)), compress))
            .ShouldSucceed();
        Assert.That((artifact.Name, artifact.Version), Is.EqualTo(("Shop.Migrations", "4.5.6")));
        artifact.ShouldHold(SampleTree.Shop());
    }

    [Test]
    public void A_bundle_of_a_version_yet_to_come_is_refused_with_its_number() =>
        Assert.That(
            Read(BundleWriter.Write(7, Files(("Shop.Migrations.dll", Migrations)))).ShouldFail(),
            Does.Contain("version 7.0")
        );

    [Test]
    public void A_bundle_without_migrations_is_refused() =>
        Assert.That(Read(BundleWriter.Write(6, Files(("Shop.dll", Host)))).ShouldFail(), Does.Contain("carries no migrations"));

    [Test]
    public void A_bundle_with_two_kinds_of_migrations_is_refused_with_both()
    {
        var other = SampleTree.Shop();
        other.AddDatabase("analytics", "mysql");
        var error = Read(
                BundleWriter.Write(6, Files(("A.dll", Migrations), ("B.dll", AssemblyWriter.Write("B", other.Resources))))
            )
            .ShouldFail();
        Assert.That(error, Does.Contain("A.dll").And.Contain("B.dll"));
    }

    [Test]
    public void An_entry_that_lies_about_its_inflated_size_is_refused()
    {
        var zeros = new byte[5_000_000];
        var bundle = BundleWriter.Write(6, Files(("Shop.dll", zeros)), compress: true);
        foreach (var claim in new[] { 4_999_999L, 5_000_001L, 500L * 1024 * 1024, long.MaxValue, -1L })
        {
            var lying = ReplaceLength(bundle, zeros.Length, claim);
            Assert.That(Read(lying).ShouldFail(), Does.Contain("'Shop.dll' is"), $"{claim}");
        }
    }

    [Test]
    public void An_apphost_means_the_assembly_beside_it()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("Shop.Api.dll", AssemblyWriter.Write("Shop.Api", SampleTree.Shop().Resources));
        var host = folder.Write("Shop.Api", HostWithoutBundle());
        Assert.That(ArtifactReader.Read(host, null, CancellationToken.None).ShouldSucceed().Name, Is.EqualTo("Shop.Api"));
        var windowsHost = folder.Write("Shop.Api.exe", HostWithoutBundle());
        Assert.That(ArtifactReader.Read(windowsHost, null, CancellationToken.None).ShouldSucceed().Name, Is.EqualTo("Shop.Api"));
    }

    [Test]
    public void An_apphost_on_its_own_says_which_assembly_is_missing()
    {
        using var folder = new TemporaryDirectory();
        var host = folder.Write("Shop", HostWithoutBundle());
        Assert.That(
            ArtifactReader.Read(host, null, CancellationToken.None).ShouldFail(),
            Does.Contain("Shop.dll, which is not beside it")
        );
    }

    [Test]
    public void A_native_executable_is_refused_with_a_word_about_native_aot()
    {
        using var folder = new TemporaryDirectory();
        var native = folder.Write("Shop", [.. "\u007fELF"u8, .. new byte[3_000_000]]);
        Assert.That(ArtifactReader.Read(native, null, CancellationToken.None).ShouldFail(), Does.Contain("NativeAOT"));
    }

    [Test]
    public void A_signature_across_the_seam_of_two_reads_is_found([Values(-40, -33, -32, -31, -16, -1, 0, 1)] int distance)
    {
        const int ChunkBytes = 1024 * 1024;
        var bundle = BundleWriter.Write(6, Files(("Shop.Migrations.dll", Migrations)), precedingBytes: ChunkBytes + distance);
        Read(bundle).ShouldSucceed().ShouldHold(SampleTree.Shop());
    }

    private static byte[] HostWithoutBundle()
    {
        var host = BundleWriter.Write(6, []);
        var header = BundleWriter.PlaceholderOf(host);
        host.AsSpan(header, sizeof(long)).Clear();
        return host;
    }

    private static byte[] ReplaceLength(byte[] bundle, long length, long claim)
    {
        var copy = (byte[])bundle.Clone();
        var at = copy.AsSpan().LastIndexOf(BitConverter.GetBytes(length));
        BitConverter.GetBytes(claim).CopyTo(copy, at);
        return copy;
    }

    private static IEnumerable<KeyValuePair<string, byte[]>> Files(params (string Name, byte[] Content)[] files) =>
        files.Select(file => new KeyValuePair<string, byte[]>(file.Name, file.Content));

    private Result<Artifact> Read(byte[] bundle) =>
        ArtifactReader.Read(_folder.Write("Shop", bundle), engine: null, CancellationToken.None);
}
