using DbWarden.Deploy.Artifacts;

namespace DbWarden.Deploy.Tests.Artifacts;

/// <summary>Artifacts as the real SDK makes them.</summary>
internal sealed class RealArtifactTests
{
    private static readonly SampleTree Tree = BuiltApplication.Tree;

    [Test]
    public async Task A_built_assembly_is_read() =>
        ReadingShouldGiveTheTree(Path.Combine(await BuiltApplication.BuiltAsync(), "Shop.Migrations.dll"));

    [Test]
    public async Task A_ready_to_run_assembly_is_read() =>
        ReadingShouldGiveTheTree(Path.Combine(await BuiltApplication.ReadyToRunAsync(), "Shop.Migrations.dll"));

    [Test]
    public async Task A_trimmed_assembly_is_read() =>
        ReadingShouldGiveTheTree(Path.Combine(await BuiltApplication.TrimmedAsync(), "Shop.Migrations.dll"));

    [Test]
    public async Task A_single_file_executable_is_read() =>
        ReadingShouldGiveTheTree(Path.Combine(await BuiltApplication.SingleFileAsync(), "Shop"));

    [Test]
    public async Task A_compressed_single_file_executable_is_read() =>
        ReadingShouldGiveTheTree(Path.Combine(await BuiltApplication.CompressedSingleFileAsync(), "Shop"));

    [Test]
    public async Task A_publish_folder_is_read() => ReadingShouldGiveTheTree(await BuiltApplication.ReadyToRunAsync());

    private static void ReadingShouldGiveTheTree(string path)
    {
        var artifact = ArtifactReader.Read(path, engine: null, CancellationToken.None).ShouldSucceed();
        Assert.That(artifact.Name, Is.EqualTo("Shop.Migrations"));
        artifact.ShouldHold(Tree);
    }
}
