using DbWarden.Build.Tests.Projects;

namespace DbWarden.Build.Tests;

/// <summary>The switches that users know from the compiler, and DbWardenRule.</summary>
public sealed class SeverityTests
{
    [Test]
    public async Task A_warning_obeys_the_switches_of_the_compiler()
    {
        using var project = await TestProject.CreateAsync(properties: "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        project.Write("migrations/V__0001_a.sql", Migration.WithWarning("a"));

        (await project.BuildAsync()).ShouldFail().ShouldReport("error DBW2010 V__0001_a.sql(3,1)");
        (await project.RebuildAsync("-p:WarningsNotAsErrors=CS1234%3BDBW2010"))
            .ShouldSucceed()
            .ShouldReport("warning DBW2010 V__0001_a.sql(3,1)");
        (await project.RebuildAsync("-p:NoWarn=1234%3Bdbw2010")).ShouldSucceed().ShouldReport();
        (await project.RebuildAsync("-p:TreatWarningsAsErrors=false", "-p:MSBuildTreatWarningsAsErrors=true")).ShouldFail();
        // These MSBuild keeps to itself; it raises what it is given.
        (await project.RebuildAsync("-p:TreatWarningsAsErrors=false", "-warnaserror:DBW2010"))
            .ShouldFail()
            .ShouldReport("error DBW2010 V__0001_a.sql(3,1)");
        (await project.RebuildAsync("-p:TreatWarningsAsErrors=false", "-warnaserror"))
            .ShouldFail()
            .ShouldReport("error DBW2010 V__0001_a.sql(3,1)");
    }

    [Test]
    public async Task A_rule_can_be_set_where_the_format_lets_it_be_set()
    {
        using var project = await TestProject.CreateAsync(
            items: """
            <ItemGroup>
              <DbWardenRule Include="DBW2002" Severity="warning" />
              <DbWardenRule Include="dbw2010" Severity="error" />
              <DbWardenRule Include="DBW1004" Severity="Message" />
            </ItemGroup>
            """
        );
        project
            .Write("migrations/V__0001_a.sql", Migration.WithoutRollback("a"))
            .Write("migrations/V__0003_b.sql", Migration.Table("b"));

        var build = (await project.BuildAsync()).ShouldSucceed().ShouldReport("warning DBW2002 V__0001_a.sql(1,1)");
        Assert.Multiple(() =>
        {
            Assert.That(build.Log, Does.Contain("message DBW1004:"));
            Assert.That(
                AssemblyResources.Text(project.Assembly, "dbwarden/manifest.json"),
                Does.Contain("\"rollback\": \"missing\"")
            );
        });

        project.Write("migrations/V__0002_w.sql", Migration.WithWarning("w"));
        (await project.RebuildAsync())
            .ShouldFail()
            .ShouldReport("warning DBW2002 V__0001_a.sql(1,1)", "error DBW2010 V__0002_w.sql(3,1)");
        (await project.RebuildAsync("-p:NoWarn=DBW2010")).ShouldSucceed();
    }

    [TestCase("DBW1001", "warning", "cannot be set")]
    [TestCase("DBW1400", "warning", "is not the code of a rule")]
    [TestCase("DBW1004", "fatal", "write error, warning, message or none")]
    [TestCase("DBW1004", "", "write error, warning, message or none")]
    public async Task A_rule_that_cannot_be_set_so_is_an_error_of_the_project(string code, string severity, string reason)
    {
        using var project = await TestProject.CreateAsync(
            items: $"""<ItemGroup><DbWardenRule Include="{code}" Severity="{severity}" /></ItemGroup>"""
        );
        project.Write("migrations/V__0001_a.sql", Migration.Table("a"));

        var build = (await project.BuildAsync("-t:DbWardenValidate")).ShouldFail();

        Assert.That(build.Diagnostics.Single().Message, Does.Contain(code).And.Contain(reason));
        Assert.That(build.Diagnostics.Single().File, Is.EqualTo("App.csproj"));
    }
}
