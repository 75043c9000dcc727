using DbWarden.Build.Tests.Projects;

namespace DbWarden.Build.Tests;

/// <summary>Symbolic links: within the project they are files like any other, out of it they are errors.</summary>
[Platform(Exclude = "Win", Reason = "Making a link needs a privilege there.")]
public sealed class LinkTests
{
    [Test]
    public async Task A_link_may_not_leave_the_project()
    {
        using var project = await TestProject.CreateAsync();
        project
            .Write("../elsewhere/V__0001_a.sql", Migration.Table("a"))
            .Write("../elsewhere/folder/V__0004_d.sql", Migration.Table("d"))
            .Write("texts/b.sql", Migration.Table("b"))
            .Write("migrations/V__0005_e.sql", Migration.Table("e"));
        File.CreateSymbolicLink(project.PathOf("migrations/V__0001_a.sql"), project.PathOf("../elsewhere/V__0001_a.sql"));
        File.CreateSymbolicLink(project.PathOf("migrations/V__0002_b.sql"), project.PathOf("texts/b.sql"));
        File.CreateSymbolicLink(project.PathOf("migrations/V__0003_c.sql"), "../texts/nothing.sql");
        Directory.CreateSymbolicLink(project.PathOf("migrations/folder"), "../../elsewhere/folder");

        (await project.BuildAsync())
            .ShouldFail()
            .ShouldReport("error DBW1009 V__0001_a.sql", "error DBW1009 V__0003_c.sql", "error DBW1009 V__0004_d.sql");
    }

    [Test]
    public async Task A_link_within_the_project_brings_its_target_and_its_targets_changes()
    {
        using var project = await TestProject.CreateAsync();
        project.Write("texts/a.sql", Migration.Table("a")).Write("more/V__0002_b.sql", Migration.Table("b"));
        Directory.CreateDirectory(project.PathOf("migrations"));
        File.CreateSymbolicLink(project.PathOf("migrations/V__0001_a.sql"), "../texts/a.sql");
        Directory.CreateSymbolicLink(project.PathOf("migrations/sub"), project.PathOf("more"));

        (await project.BuildAsync()).ShouldSucceed();
        Assert.That(AssemblyResources.Text(project.Assembly, "dbwarden/primary/V__0001_a.sql"), Does.Contain("TABLE a"));
        Assert.That(AssemblyResources.Names(project.Assembly), Does.Contain("dbwarden/primary/V__0002_b.sql"));

        project.Write("texts/a.sql", Migration.Table("changed"));
        (await project.RebuildAsync()).ShouldSucceed();
        Assert.That(AssemblyResources.Text(project.Assembly, "dbwarden/primary/V__0001_a.sql"), Does.Contain("TABLE changed"));
    }

    [Test]
    public async Task A_pipe_does_not_stop_the_build()
    {
        using var project = await TestProject.CreateAsync();
        project.Write("migrations/V__0001_a.sql", Migration.Table("a"));
        (await DbWarden.TestSupport.CommandLine.RunAsync("mkfifo", [project.PathOf("migrations/V__0002_b.sql")])).ShouldExitWith(
            0
        );

        var build = (await project.BuildAsync()).ShouldFail();

        Assert.That(build.Diagnostics.Select(diagnostic => diagnostic.File), Is.All.EqualTo("V__0002_b.sql"));
    }
}
