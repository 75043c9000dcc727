using DbWarden.Build.Tests.Projects;
using DbWarden.TestSupport;

namespace DbWarden.Build.Tests;

/// <summary>The migrations are in what a release is made of.</summary>
public sealed class PublishTests
{
    // The application says which of its resources it can read: for a single file there is no other way in from here.
    private const string PrintResources = """
        var assembly = System.Reflection.Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            using var stream = assembly.GetManifestResourceStream(name);
            System.Console.WriteLine(name + " " + stream.Length);
        }
        """;

    private static readonly string[] Migrations = ["dbwarden/manifest.json", "dbwarden/primary/V__0001_a.sql"];

    [Test]
    public async Task A_publish_folder_has_them_and_the_archive_if_asked_for()
    {
        using var project = await CreateAsync();

        (await project.RunAsync(["publish", "-o", "release", "-p:DbWardenPackageOnPublish=true"]))
            .ShouldSucceed()
            .ShouldValidate();

        Assert.Multiple(() =>
        {
            Assert.That(AssemblyResources.Names(project.PathOf("release/App.dll")), Is.EqualTo(Migrations).AsCollection);
            Assert.That(File.Exists(project.PathOf("release/App.1.0.0.dbwarden.zip")));
            Assert.That(File.Exists(project.PathOf("bin/Release/net10.0/App.1.0.0.dbwarden.zip")));
            Assert.That(Directory.GetFiles(project.PathOf("release"), "*DbWarden.*dll"), Is.Empty);
        });
    }

    [TestCase("-p:PublishSingleFile=true -p:SelfContained=false -p:DbWardenPackageOnPublish=true")]
    [TestCase("-p:PublishSingleFile=true -p:SelfContained=true -p:EnableCompressionInSingleFile=true")]
    [TestCase("-p:PublishTrimmed=true -p:SelfContained=true -p:PublishSingleFile=true")]
    [TestCase("-p:PublishReadyToRun=true -p:SelfContained=false")]
    public async Task An_application_reads_its_own_whatever_it_is_published_as(string options)
    {
        using var project = await CreateAsync();
        await RuntimePacks.RestoreAsync();

        (
            await project.RunAsync(["publish", "-o", "release", "-r", RuntimePacks.RuntimeIdentifier, .. options.Split(' ')])
        ).ShouldSucceed();

        var application = await CommandLine.RunAsync(
            project.PathOf("release/App" + (OperatingSystem.IsWindows() ? ".exe" : "")),
            []
        );
        Assert.That(
            application
                .ShouldExitWith(0)
                .StandardOutput.ReplaceLineEndings("\n")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ')[0]),
            Is.EquivalentTo(Migrations)
        );
        // The archive stands beside a single file, not in it.
        Assert.That(
            File.Exists(project.PathOf("release/App.1.0.0.dbwarden.zip")),
            Is.EqualTo(options.Contains("PackageOnPublish", StringComparison.Ordinal))
        );
    }

    [Test]
    public async Task A_library_of_migrations_is_kept_by_a_trimmed_host_that_roots_it()
    {
        using var project = await CreateAsync(
            items: """
            <ItemGroup>
              <ProjectReference Include="../Db/Db.csproj" />
              <TrimmerRootAssembly Include="Db" />
              <DbWardenMigration Remove="**" />
            </ItemGroup>
            """
        );
        project
            .Write(
                "../Db/Db.csproj",
                project
                    .ReadText("App.csproj")
                    .Replace("<OutputType>Exe</OutputType>", "", StringComparison.Ordinal)
                    .Replace("../Db/Db.csproj", "", StringComparison.Ordinal)
                    .Replace("""<ProjectReference Include="" />""", "", StringComparison.Ordinal)
                    .Replace("""<DbWardenMigration Remove="**" />""", "", StringComparison.Ordinal)
            )
            .Write("../Db/migrations/V__0001_a.sql", Migration.Table("a"));
        await RuntimePacks.RestoreAsync();

        (
            await project.RunAsync([
                "publish",
                "-o",
                "release",
                "-r",
                RuntimePacks.RuntimeIdentifier,
                "-p:PublishTrimmed=true",
                "-p:SelfContained=true",
            ])
        ).ShouldSucceed();

        Assert.That(AssemblyResources.Names(project.PathOf("release/Db.dll")), Is.EqualTo(Migrations).AsCollection);
    }

    [Test]
    public async Task A_NuGet_package_carries_them_and_does_not_depend_on_this_one()
    {
        using var project = await TestProject.CreateAsync();
        project.Write("migrations/V__0001_a.sql", Migration.Table("a"));

        (await project.RunAsync(["pack", "-o", "packed"])).ShouldSucceed();

        System.IO.Compression.ZipFile.ExtractToDirectory(project.PathOf("packed/App.1.0.0.nupkg"), project.PathOf("unpacked"));
        Assert.Multiple(() =>
        {
            Assert.That(
                AssemblyResources.Names(project.PathOf("unpacked/lib/net10.0/App.dll")),
                Is.EqualTo(Migrations).AsCollection
            );
            Assert.That(project.ReadText("unpacked/App.nuspec"), Does.Not.Contain("DbWarden"));
            Assert.That(Directory.GetFiles(project.PathOf("unpacked"), "*.sql", SearchOption.AllDirectories), Is.Empty);
        });
    }

    private static async Task<TestProject> CreateAsync(string items = "")
    {
        var project = await TestProject.CreateAsync(
            properties: "<OutputType>Exe</OutputType><InvariantGlobalization>true</InvariantGlobalization>",
            items: items
        );
        return project.Write("Program.cs", PrintResources).Write("migrations/V__0001_a.sql", Migration.Table("a"));
    }
}
