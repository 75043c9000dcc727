using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Documentation;

/// <summary>The files that readers copy are what the programs that read them expect.</summary>
public sealed class DeployingFileTests
{
    [Test]
    public void Each_is_linked_from_its_page()
    {
        var page = File.ReadAllText(DocumentedPages.Full("docs/deploying.md"));
        Assert.That(DocumentedPages.Files, Has.Count.EqualTo(7));
        foreach (var file in DocumentedPages.Files)
            Assert.That(page, Does.Contain($"(deploying/{Path.GetFileName(file)})"));
    }

    [TestCase("github-actions.yml", "name", "on", "concurrency", "permissions", "jobs")]
    [TestCase("gitlab-ci.yml", "stages", "image", "build", "deploy")]
    [TestCase("azure-pipelines.yml", "trigger", "pool", "stages")]
    [TestCase("kubernetes-job.yaml", "apiVersion", "kind", "metadata", "spec")]
    [TestCase("kubernetes-init-container.yaml", "apiVersion", "kind", "metadata", "spec")]
    public void Yaml_has_these_parts(string file, params string[] parts)
    {
        var root = DocumentedPages.Yaml("docs/deploying/" + file).Documents.Single().RootNode;
        Assert.That(
            ((YamlDotNet.RepresentationModel.YamlMappingNode)root).Children.Keys.Select(key => key.ToString()),
            Is.EqualTo(parts)
        );
    }

    [Test]
    public async Task Systemd_accepts_the_unit()
    {
        const string analyze = "/usr/bin/systemd-analyze";
        var unit = await File.ReadAllTextAsync(DocumentedPages.Full("docs/deploying/shop.service"));
        if (!File.Exists(analyze))
        {
            Assert.That(unit, Does.Contain("[Service]\n").And.Contain("\nExecStartPre=/").And.Contain("\nExecStart=/"));
            return;
        }

        using var directory = new TemporaryDirectory();
        // The two programs are not on this machine.
        var path = directory.Write(
            "shop.service",
            unit.Replace("/opt/tools/dbwarden", "/bin/true", StringComparison.Ordinal)
                .Replace("/usr/bin/dotnet", "/bin/true", StringComparison.Ordinal)
        );

        var verified = await CommandLine.RunAsync(analyze, ["verify", path]);

        Assert.That(verified.ShouldExitWith(0).Output, Is.Empty);
    }
}
