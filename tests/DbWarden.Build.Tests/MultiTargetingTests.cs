using DbWarden.Build.Tests.Projects;

namespace DbWarden.Build.Tests;

/// <summary>A project with several target frameworks.</summary>
public sealed class MultiTargetingTests
{
    [Test]
    public async Task Each_inner_build_validates_and_embeds_the_same()
    {
        using var project = await TestProject.CreateAsync(
            properties: "<DbWardenErrorLog>logs/migrations.sarif</DbWardenErrorLog>",
            framework: "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>"
        );
        project.Write("migrations/V__0001_a.sql", Migration.WithWarning("a"));

        (await project.BuildAsync("-m:2")).ShouldSucceed().ShouldValidate(times: 2);

        var (first, second) = (
            AssemblyResources.Read(project.Assembly),
            AssemblyResources.Read(project.PathOf("bin/Debug/netstandard2.0/App.dll"))
        );
        Assert.Multiple(() =>
        {
            Assert.That(first.Keys, Is.EquivalentTo(["dbwarden/manifest.json", "dbwarden/primary/V__0001_a.sql"]));
            Assert.That(second["dbwarden/manifest.json"], Is.EqualTo(first["dbwarden/manifest.json"]));
            Assert.That(
                Directory.GetFiles(project.PathOf("logs")).Select(Path.GetFileName),
                Is.EquivalentTo(["migrations.net10.0.sarif", "migrations.netstandard2.0.sarif"])
            );
        });

        (await project.RebuildAsync("-m:2")).ShouldSucceed().ShouldRunNoTask();
    }

    [Test]
    public async Task The_public_targets_can_be_called_on_the_project()
    {
        using var project = await TestProject.CreateAsync(
            framework: "<TargetFrameworks> net10.0 ; netstandard2.0 </TargetFrameworks>"
        );
        project.Write("migrations/V__0001_a.sql", Migration.Table("a"));

        (await project.BuildAsync("-t:DbWardenPackage")).ShouldSucceed();
        Assert.That(
            Directory
                .GetFiles(project.PathOf("bin"), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(project.Folder, path)),
            Is.EqualTo([Path.Combine("bin", "Debug", "net10.0", "App.1.0.0.dbwarden.zip")]).AsCollection
        );

        project.Write("migrations/V__0002_b.sql", Migration.WithoutRollback("b"));
        (await project.RebuildAsync("-t:DbWardenValidate")).ShouldFail().ShouldReport("error DBW2002 V__0002_b.sql(1,1)");
    }
}
