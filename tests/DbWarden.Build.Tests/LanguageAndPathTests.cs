using DbWarden.Build.Tests.Projects;

namespace DbWarden.Build.Tests;

/// <summary>Projects of other languages, and in folders with names that are hard on MSBuild.</summary>
public sealed class LanguageAndPathTests
{
    [TestCase("App.csproj", "a'b @c;100% (ü) $(x), &", "Program.cs", "System.Console.WriteLine();")]
    [TestCase("App.fsproj", "f sharp", "Program.fs", "module Program\n[<EntryPoint>]\nlet main _ = 0\n")]
    [TestCase("App.vbproj", "visual basic", "Program.vb", "Module Program\nSub Main()\nEnd Sub\nEnd Module\n")]
    public async Task Migrations_are_validated_embedded_and_then_left_alone(
        string fileName,
        string folder,
        string source,
        string text
    )
    {
        using var project = await TestProject.CreateAsync(
            properties: "<OutputType>Exe</OutputType>",
            items: fileName.EndsWith(".fsproj", StringComparison.Ordinal)
                ? $"""<ItemGroup><Compile Include="{source}" /></ItemGroup>"""
                : "",
            folder: folder,
            fileName: fileName
        );
        project.Write(source, text).Write("migrations/primary/V__0001_a.sql", Migration.WithoutRollback("a"));

        (await project.BuildAsync()).ShouldFail().ShouldReport("error DBW2002 V__0001_a.sql(1,1)");

        project.Write("migrations/primary/V__0001_a.sql", Migration.Table("a"));
        (await project.RebuildAsync("-t:Build;DbWardenPackage", "-p:DbWardenErrorLog=log.sarif")).ShouldSucceed();
        Assert.Multiple(() =>
        {
            Assert.That(
                AssemblyResources.Names(project.Assembly),
                Is.EqualTo(["dbwarden/manifest.json", "dbwarden/primary/V__0001_a.sql"]).AsCollection
            );
            Assert.That(File.Exists(project.PathOf("log.sarif")));
            Assert.That(File.Exists(project.OutputFile("App.1.0.0.dbwarden.zip")));
        });

        (await project.RebuildAsync("-p:DbWardenErrorLog=log.sarif")).ShouldSucceed().ShouldRunNoTask();
    }
}
