using DbWarden.Build.Tests.Projects;

namespace DbWarden.Build.Tests;

/// <summary>Builds that share a process: <c>-mt</c>, and nodes and a compiler that stay for the next build.</summary>
public sealed class MultiThreadedTests
{
    [Test]
    public async Task With_mt_the_tasks_run_in_the_process_of_the_build()
    {
        using var project = await TestProject.CreateAsync(
            framework: "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>"
        );
        project.Write("migrations/V__0001_a.sql", Migration.WithWarning("a"));

        var build = (await project.BuildAsync("-mt", "-m:2", "-t:Build;DbWardenPackage")).ShouldSucceed();

        Assert.Multiple(() =>
        {
            Assert.That(build.Tasks, Is.EquivalentTo(["ValidateMigrations", "ValidateMigrations", "PackMigrations"]));
            Assert.That(build.Log, Does.Not.Match("Launching task \"(Validate|Pack)Migrations\""));
            Assert.That(AssemblyResources.Names(project.Assembly), Has.Count.EqualTo(2));
        });
        project.Write("migrations/V__0002_b.sql", Migration.WithoutRollback("b"));
        (await project.RebuildAsync("-mt", "-m:2")).ShouldFail();
    }
}
