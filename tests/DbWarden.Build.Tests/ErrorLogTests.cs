using System.Text.Json;
using DbWarden.Build.Tests.Projects;

namespace DbWarden.Build.Tests;

/// <summary>The SARIF log.</summary>
public sealed class ErrorLogTests
{
    [Test]
    public async Task The_log_has_what_the_build_reported_whether_it_failed_or_not()
    {
        using var project = await TestProject.CreateAsync(
            properties: "<DbWardenErrorLog>logs/migrations.sarif</DbWardenErrorLog>"
        );
        project
            .Write("migrations/V__0001_a.sql", Migration.WithWarning("a"))
            .Write("migrations/V__0002_b.sql", Migration.WithoutRollback("b"));

        (await project.BuildAsync()).ShouldFail();
        Assert.That(Results(project), Is.EqualTo(["warning DBW2010 3,1", "error DBW2002 1,1"]).AsCollection);

        project.Write("migrations/V__0002_b.sql", Migration.Table("b"));
        (await project.RebuildAsync()).ShouldSucceed();
        Assert.That(Results(project), Is.EqualTo(["warning DBW2010 3,1"]).AsCollection);

        // Nothing changed: the log still tells of the warning. Deleted, it is written again.
        (await project.RebuildAsync()).ShouldRunNoTask();
        Assert.That(Results(project), Has.Count.EqualTo(1));
        File.Delete(project.PathOf("logs/migrations.sarif"));
        (await project.RebuildAsync()).ShouldValidate();
        Assert.That(Results(project), Has.Count.EqualTo(1));
    }

    private static List<string> Results(TestProject project)
    {
        using var log = JsonDocument.Parse(project.ReadText("logs/migrations.sarif"));
        Assert.That(log.RootElement.GetProperty("version").GetString(), Is.EqualTo("2.1.0"));
        return [.. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(Describe)];
    }

    private static string Describe(JsonElement result)
    {
        var location = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.That(
            location.GetProperty("artifactLocation").GetProperty("uri").GetString(),
            Does.StartWith("file:///").And.EndWith(".sql")
        );
        var region = location.GetProperty("region");
        return $"{result.GetProperty("level")} {result.GetProperty("ruleId")} {region.GetProperty("startLine")},{region.GetProperty("startColumn")}";
    }
}
