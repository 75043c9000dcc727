using DbWarden.Build.Tests.Projects;

namespace DbWarden.Build.Tests;

/// <summary>Which builds validate again, and that none ships something stale.</summary>
public sealed class IncrementalTests
{
    private const string First = "migrations/primary/V__0001_a.sql";
    private const string Second = "migrations/primary/V__0002_b.sql";
    private const string Third = "migrations/primary/V__0003_c.sql";

    [Test]
    public async Task Every_change_of_the_files_is_seen_and_a_build_without_one_runs_no_task()
    {
        using var project = await TestProject.CreateAsync();
        project.Write(First, Migration.Table("a")).Write(Second, Migration.Table("b"));
        (await project.BuildAsync()).ShouldSucceed().ShouldValidate();

        await ShouldBeUpToDateAsync(project, [First, Second]);

        project.Write(Second, Migration.Table("changed"));
        await ShouldValidateAsync(project, [First, Second]);

        project.Write(Third, Migration.Table("c"));
        await ShouldValidateAsync(project, [First, Second, Third]);

        File.Delete(project.PathOf(Second));
        await ShouldValidateAsync(project, [First, Third]);

        File.Move(project.PathOf(Third), project.PathOf(Second));
        await ShouldValidateAsync(project, [First, Second]);

        // Somebody copies an older file over it, and keeps its time.
        project.Write(Second, Migration.Table("older"));
        File.SetLastWriteTimeUtc(project.PathOf(Second), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        await ShouldValidateAsync(project, [First, Second]);
        Assert.That(AssemblyResources.Text(project.Assembly, "dbwarden/primary/V__0002_b.sql"), Does.Contain("older"));

        await ShouldBeUpToDateAsync(project, [First, Second]);
    }

    [Test]
    public async Task Going_back_to_an_earlier_state_is_a_change_too()
    {
        using var project = await TestProject.CreateAsync();
        project.Write(First, Migration.Table("a")).Write(Second, Migration.Table("b"));
        (await project.BuildAsync()).ShouldSucceed();
        var elsewhere = project.PathOf("../b.sql");

        File.Move(project.PathOf(Second), elsewhere);
        await ShouldValidateAsync(project, [First]);

        // Moved, it keeps its time: names and times are those of the first build.
        File.Move(elsewhere, project.PathOf(Second));
        await ShouldValidateAsync(project, [First, Second]);
        Assert.That(AssemblyResources.Text(project.Assembly, "dbwarden/manifest.json"), Does.Contain("V__0002_b.sql"));
    }

    [Test]
    public async Task A_failure_is_reported_by_every_build_until_it_is_mended()
    {
        using var project = await TestProject.CreateAsync();
        project.Write(First, Migration.Table("a"));
        (await project.BuildAsync()).ShouldSucceed();
        project.Write(Second, Migration.WithoutRollback("b"));

        (await project.RebuildAsync()).ShouldFail().ShouldReport("error DBW2002 V__0002_b.sql(1,1)");
        (await project.RebuildAsync()).ShouldFail().ShouldReport("error DBW2002 V__0002_b.sql(1,1)");

        project.Write(Second, Migration.Table("b"));
        await ShouldValidateAsync(project, [First, Second]);
    }

    [Test]
    public async Task A_setting_that_changes_the_verdict_is_seen()
    {
        using var project = await TestProject.CreateAsync(items: "<!-- rules -->");
        project.Write(First, Migration.WithWarning("a")).Write(Third, Migration.Table("c"));
        (await project.BuildAsync()).ShouldSucceed().ShouldReport("warning DBW2010 V__0001_a.sql(3,1)");

        // As with the compiler, a build that is skipped does not repeat warnings.
        (await project.RebuildAsync())
            .ShouldSucceed()
            .ShouldReport()
            .ShouldRunNoTask();

        (await project.RebuildAsync("-p:WarningsAsErrors=DBW2010")).ShouldFail().ShouldReport("error DBW2010 V__0001_a.sql(3,1)");
        (await project.RebuildAsync("-p:NoWarn=DBW2010")).ShouldSucceed().ShouldReport().ShouldValidate();
        (await project.RebuildAsync("-p:TreatWarningsAsErrors=true"))
            .ShouldFail()
            .ShouldReport("error DBW2010 V__0001_a.sql(3,1)");

        project.Edit("<!-- rules -->", """<ItemGroup><DbWardenRule Include="DBW1004" Severity="warning" /></ItemGroup>""");
        (await project.RebuildAsync())
            .ShouldSucceed()
            .ShouldReport("warning DBW2010 V__0001_a.sql(3,1)", "warning DBW1004 V__0003_c.sql");

        (await project.RebuildAsync("-p:DbWardenEngine=postgresql")).ShouldSucceed().ShouldValidate();
        Assert.That(
            AssemblyResources.Text(project.Assembly, "dbwarden/manifest.json"),
            Does.Contain("\"engine\": \"postgresql\"")
        );
    }

    [Test]
    public async Task What_somebody_deletes_of_our_files_is_written_again_and_clean_removes_all_of_it()
    {
        using var project = await TestProject.CreateAsync();
        project.Write(First, Migration.Table("a"));
        (await project.BuildAsync("-t:Build;DbWardenPackage")).ShouldSucceed();
        var intermediate = project.PathOf("obj/Debug/net10.0/dbwarden");
        Assert.That(Directory.GetFiles(intermediate).Select(Path.GetExtension), Is.EquivalentTo([".json", ".stamp"]));

        File.Delete(Path.Combine(intermediate, "manifest.json"));
        await ShouldValidateAsync(project, [First]);
        await ShouldBeUpToDateAsync(project, [First]);

        File.Delete(Directory.GetFiles(intermediate, "*.stamp").Single());
        await ShouldValidateAsync(project, [First]);

        (await project.RebuildAsync("-t:Clean")).ShouldSucceed();
        Assert.Multiple(() =>
        {
            Assert.That(Directory.Exists(intermediate), Is.False);
            Assert.That(Directory.GetFiles(project.Folder, "*.dbwarden.zip", SearchOption.AllDirectories), Is.Empty);
        });
        await ShouldValidateAsync(project, [First]);
    }

    [Test]
    public async Task Touching_the_project_or_a_file_does_not_make_every_later_build_validate()
    {
        using var project = await TestProject.CreateAsync();
        project.Write(First, Migration.Table("a"));
        (await project.BuildAsync()).ShouldSucceed();

        File.SetLastWriteTimeUtc(project.PathOf(First), DateTime.UtcNow);
        await ShouldValidateAsync(project, [First]);
        await ShouldBeUpToDateAsync(project, [First]);

        File.SetLastWriteTimeUtc(project.PathOf("App.csproj"), DateTime.UtcNow);
        await ShouldBeUpToDateAsync(project, [First]);
    }

    private static async Task ShouldBeUpToDateAsync(TestProject project, string[] files)
    {
        (await project.RebuildAsync()).ShouldSucceed().ShouldRunNoTask();
        ShouldEmbed(project, files);
    }

    private static async Task ShouldValidateAsync(TestProject project, string[] files)
    {
        (await project.RebuildAsync()).ShouldSucceed().ShouldValidate();
        ShouldEmbed(project, files);
    }

    private static void ShouldEmbed(TestProject project, string[] files)
    {
        var resources = AssemblyResources.Read(project.Assembly);
        var expected = files.ToDictionary(
            file => "dbwarden/primary/" + Path.GetFileName(file),
            file => File.ReadAllBytes(project.PathOf(file))
        );
        Assert.Multiple(() =>
        {
            Assert.That(resources.Keys, Is.EquivalentTo([.. expected.Keys, "dbwarden/manifest.json"]));
            foreach (var (name, bytes) in expected)
                Assert.That(resources[name], Is.EqualTo(bytes), name);
        });
    }
}
