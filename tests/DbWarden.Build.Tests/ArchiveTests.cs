using System.IO.Compression;
using DbWarden.Build.Tests.Projects;

namespace DbWarden.Build.Tests;

/// <summary>The archive for applications that cannot carry resources.</summary>
public sealed class ArchiveTests
{
    [Test]
    public async Task The_archive_holds_the_tree_of_the_assembly_and_is_the_same_every_time()
    {
        using var project = await TestProject.CreateAsync(properties: "<Version>2.4.0-beta.1</Version>");
        project
            .Write("migrations/sub/V__0001_a.sql", Migration.Table("a"))
            .Write("migrations/V__0002_b.sql", Migration.Table("b"));
        var archive = project.OutputFile("App.2.4.0-beta.1.dbwarden.zip");

        (await project.BuildAsync("-t:Build;DbWardenPackage")).ShouldSucceed();
        var first = await File.ReadAllBytesAsync(archive);
        ShouldHoldWhatTheAssemblyHolds(archive, project.Assembly);

        (await project.RebuildAsync("-t:DbWardenPackage")).ShouldSucceed().ShouldRunNoTask();
        (await project.RebuildAsync()).ShouldSucceed();
        Assert.That(File.Exists(archive), "A plain build leaves the archive alone.");

        File.Delete(archive);
        File.SetLastWriteTimeUtc(project.PathOf("migrations/V__0002_b.sql"), DateTime.UtcNow);
        Assert.That(
            (await project.RebuildAsync("-t:DbWardenPackage")).ShouldSucceed().Tasks,
            Is.EqualTo(["ValidateMigrations", "PackMigrations"]).AsCollection
        );
        Assert.That(await File.ReadAllBytesAsync(archive), Is.EqualTo(first));

        File.Delete(project.PathOf("migrations/V__0002_b.sql"));
        (await project.RebuildAsync("-t:Build;DbWardenPackage")).ShouldSucceed();
        ShouldHoldWhatTheAssemblyHolds(archive, project.Assembly);

        project.Write("migrations/V__0002_b.sql", Migration.WithoutRollback("b"));
        (await project.RebuildAsync("-t:DbWardenPackage")).ShouldFail();
    }

    [Test]
    public async Task Without_migrations_there_is_no_archive()
    {
        using var project = await TestProject.CreateAsync();
        project.Write("migrations/V__0001_a.sql", Migration.Table("a"));
        (await project.BuildAsync("-t:DbWardenPackage")).ShouldSucceed();
        Assert.That(File.Exists(project.OutputFile("App.1.0.0.dbwarden.zip")));

        File.Delete(project.PathOf("migrations/V__0001_a.sql"));
        (await project.RebuildAsync("-t:DbWardenPackage")).ShouldSucceed();
        Assert.That(File.Exists(project.OutputFile("App.1.0.0.dbwarden.zip")), Is.False);
    }

    private static void ShouldHoldWhatTheAssemblyHolds(string archive, string assembly)
    {
        using var zip = ZipFile.OpenRead(archive);
        var resources = AssemblyResources.Read(assembly);
        Assert.Multiple(() =>
        {
            Assert.That(zip.Entries.Select(entry => entry.FullName), Is.EquivalentTo(resources.Keys));
            foreach (var entry in zip.Entries)
            {
                using var content = new MemoryStream();
                entry.Open().CopyTo(content);
                Assert.That(content.ToArray(), Is.EqualTo(resources[entry.FullName]), entry.FullName);
            }
        });
    }
}
