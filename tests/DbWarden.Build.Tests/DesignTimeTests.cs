using System.Text.Json;
using DbWarden.Build.Tests.Projects;

namespace DbWarden.Build.Tests;

/// <summary>What an editor sees.</summary>
public sealed class DesignTimeTests
{
    [Test]
    public async Task A_design_time_build_does_not_validate()
    {
        using var project = await TestProject.CreateAsync();
        project.Write("migrations/misnamed.sql", "nonsense");
        (await project.RunAsync(["restore"])).ShouldSucceed();

        (
            await project.RebuildAsync(
                "-t:Compile",
                "-p:DesignTimeBuild=true",
                "-p:SkipCompilerExecution=true",
                "-p:ProvideCommandLineArgs=true",
                "-p:BuildingProject=false"
            )
        )
            .ShouldSucceed()
            .ShouldReport()
            .ShouldRunNoTask();
    }

    [Test]
    public async Task The_up_to_date_check_of_Visual_Studio_finds_the_files_among_the_evaluated_items()
    {
        using var project = await TestProject.CreateAsync();
        project.Write("migrations/V__0001_a.sql", Migration.Table("a"));
        (await project.RunAsync(["restore"])).ShouldSucceed();

        var evaluation = await project.RunAsync([
            "msbuild",
            "-getItem:EmbeddedResource",
            "-getItem:None",
            "-getItem:DbWardenMigration",
            "-getItem:AvailableItemName",
        ]);

        using var json = JsonDocument.Parse(evaluation.ShouldSucceed().Output);
        var items = json.RootElement.GetProperty("Items");
        var resource = items.GetProperty("EmbeddedResource").EnumerateArray().Single();
        Assert.Multiple(() =>
        {
            Assert.That(resource.GetProperty("Identity").GetString(), Is.EqualTo("migrations/V__0001_a.sql"));
            Assert.That(resource.GetProperty("Visible").GetString(), Is.EqualTo("false"));
            Assert.That(items.GetProperty("DbWardenMigration").GetArrayLength(), Is.EqualTo(1));
            Assert.That(items.GetProperty("None").GetArrayLength(), Is.Zero);
            Assert.That(
                items.GetProperty("AvailableItemName").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()),
                Does.Contain("DbWardenMigration")
            );
        });
    }
}
