using DbWarden.Build.Tests.Projects;

namespace DbWarden.Build.Tests;

/// <summary>What users see of a malformed migration.</summary>
public sealed class DiagnosticTests
{
    [Test]
    public async Task Every_file_with_an_error_is_reported_in_one_build_before_the_compiler_runs()
    {
        using var project = await TestProject.CreateAsync();
        project
            .Write("migrations/primary/V__0001_a.sql", Migration.WithoutRollback("a"))
            .Write("migrations/primary/V__0002_b.sql", Migration.Table("b"))
            .Write("migrations/primary/V0003_c.sql", Migration.Table("c"))
            .Write("migrations/primary/V__0004_d.sql", "-- upgrade\nINSERT INTO a VALUES ('x);\n-- rollback\nDELETE FROM a;\n")
            .Write("Broken.cs", "this does not compile");

        var build = (await project.BuildAsync()).ShouldFail();

        Assert.Multiple(() =>
        {
            Assert.That(
                build.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.File)),
                Is.EqualTo([("DBW1001", "V0003_c.sql"), ("DBW2002", "V__0001_a.sql"), ("DBW3002", "V__0004_d.sql")]).AsCollection,
                build.Output
            );
            Assert.That(build.Diagnostics[^1].ToString(), Is.EqualTo("error DBW3002 V__0004_d.sql(2,23)"));
            Assert.That(File.Exists(project.Assembly), Is.False);
        });
    }
}
