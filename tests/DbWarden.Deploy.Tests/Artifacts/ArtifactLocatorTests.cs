using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Artifacts;

internal sealed class ArtifactLocatorTests
{
    private static readonly byte[] Migrations = AssemblyWriter.Write("Shop.Migrations", SampleTree.Shop().Resources);

    private readonly List<string> _progress = [];
    private readonly Dictionary<string, string> _variables = DeploymentEnvironment.OfProcess().Variables.ToDictionary();
    private TemporaryDirectory _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new TemporaryDirectory();
        _progress.Clear();
        _variables.Remove(ArtifactLocator.Variable);
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task The_argument_comes_before_the_variable()
    {
        _variables[ArtifactLocator.Variable] = "variable.dll";
        await ExpectAsync("argument.dll", "--artifact", artifact: "argument.dll");
        await ExpectAsync("variable.dll", ArtifactLocator.Variable);
        await ExpectAsync("variable.dll", ArtifactLocator.Variable, project: "nowhere");
    }

    [Test]
    public async Task The_one_assembly_with_a_manifest_in_the_working_directory_is_found()
    {
        _folder.Write("Shop.dll", AssemblyWriter.Write("Shop", []));
        _folder.Write("Shop.Migrations.dll", Migrations);
        await ExpectAsync("Shop.Migrations.dll", "the working directory");
    }

    [Test]
    public async Task Nothing_found_shows_what_was_looked_at()
    {
        _folder.Write("Shop.dll", AssemblyWriter.Write("Shop", []));
        Assert.That(
            (await LocateAsync()).ShouldFail(),
            Does.Contain("--artifact: not given")
                .And.Contain("DBWARDEN_ARTIFACT: not set")
                .And.Contain("there is no project in")
                .And.Contain("1 assemblies and executables, none of which carries migrations")
                .And.Contain("--artifact PATH")
                .And.Contain("--project PATH")
        );
    }

    [Test]
    public async Task Several_candidates_are_listed()
    {
        _folder.Write("A.dll", Migrations);
        _folder.Write("B.dll", Migrations);
        Assert.That((await LocateAsync()).ShouldFail(), Does.Contain("A.dll").And.Contain("B.dll"));
    }

    [Test]
    public async Task Several_projects_are_listed()
    {
        _folder.Write("A.csproj", "<Project />");
        _folder.Write("B.fsproj", "<Project />");
        Assert.That((await LocateAsync()).ShouldFail(), Does.Contain("A.csproj").And.Contain("B.fsproj"));
    }

    [TestCase("nowhere", "There is no project")]
    [TestCase(".", "There is no project in")]
    [TestCase("a\0b", "cannot be found")]
    public async Task A_project_that_is_not_there_is_named(string project, string error) =>
        Assert.That((await LocateAsync(project: project)).ShouldFail(), Does.Contain(error).And.Contain("PATH"));

    [Test]
    public async Task The_one_project_in_the_working_directory_is_built()
    {
        WriteProject("Shop.csproj", "<TargetFramework>net10.0</TargetFramework>");
        await ExpectAsync("bin/Debug/net10.0/Shop.dll", "the project Shop.csproj");
        Assert.That(_progress.Single(), Does.Contain("Building").And.Contain("Shop.csproj"));
    }

    [Test]
    public async Task A_project_for_several_frameworks_means_the_first()
    {
        WriteProject("app/Shop.csproj", "<TargetFrameworks> net10.0 ; netstandard2.0 </TargetFrameworks>");
        await ExpectAsync("app/bin/Debug/net10.0/Shop.dll", "the project Shop.csproj", project: "app");
        await ExpectAsync("app/bin/Debug/net10.0/Shop.dll", "the project Shop.csproj", project: "app/Shop.csproj", noBuild: true);
    }

    [Test]
    public async Task A_project_that_is_not_to_be_built_must_have_been()
    {
        WriteProject("Shop.csproj", "<TargetFramework>net10.0</TargetFramework>");
        Assert.That(
            (await LocateAsync(noBuild: true)).ShouldFail(),
            Does.Contain("has not been built").And.Contain("--no-build")
        );
        Assert.That(_progress, Is.Empty);
    }

    [Test]
    public async Task A_project_that_does_not_build_shows_its_errors()
    {
        WriteProject("Shop.csproj", "<TargetFramework>net10.0</TargetFramework>");
        _folder.Write("Broken.cs", "class Broken {");
        Assert.That(
            (await LocateAsync()).ShouldFail(),
            Does.Contain("does not build").And.Contain("Broken.cs(1,15): error CS1513")
        );
    }

    [Test]
    public async Task A_project_that_is_no_xml_shows_its_errors()
    {
        _folder.Write("Shop.csproj", "<Project>");
        Assert.That((await LocateAsync()).ShouldFail(), Does.Contain("cannot be read").And.Contain("error MSB4025"));
    }

    [Test]
    public async Task The_build_does_not_see_passwords()
    {
        WriteProject("Shop.csproj", "<TargetFramework>net10.0</TargetFramework>");
        _folder.Write(
            "Directory.Build.targets",
            """
            <Project>
              <Target Name="Show" BeforeTargets="Build">
                <Error Text="seen: $(DBWARDEN_CONNECTION_PRIMARY)$(ConnectionStrings__primary)$(DATABASE_URL)$(SHOP_COLOUR)" />
              </Target>
            </Project>
            """
        );
        _variables["DBWARDEN_CONNECTION_PRIMARY"] = "canary-1";
        _variables["ConnectionStrings__primary"] = "canary-2";
        _variables["DATABASE_URL"] = "canary-3";
        _variables["SHOP_COLOUR"] = "green";
        Assert.That((await LocateAsync()).ShouldFail(), Does.Contain("seen: green").And.Not.Contain("canary"));
    }

    [Test]
    public async Task Without_the_sdk_an_artifact_is_asked_for()
    {
        WriteProject("Shop.csproj", "<TargetFramework>net10.0</TargetFramework>");
        _variables["DOTNET_HOST_PATH"] = Path.Combine(_folder.Path, "no-dotnet");
        Assert.That((await LocateAsync()).ShouldFail(), Does.Contain(".NET SDK").And.Contain("--artifact PATH"));
    }

    [Test]
    public async Task A_build_under_way_can_be_cancelled()
    {
        WriteProject("Shop.csproj", "<TargetFramework>net10.0</TargetFramework>");
        using var cancellation = new CancellationTokenSource();
        await Assert.CatchAsync<OperationCanceledException>(() =>
            ArtifactLocator.LocateAsync(Request(), _ => cancellation.Cancel(), cancellation.Token)
        );
    }

    private void WriteProject(string path, string frameworks) =>
        _folder.Write(path, $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>{frameworks}</PropertyGroup></Project>""");

    private ArtifactRequest Request(string? artifact = null, string? project = null, bool noBuild = false) =>
        new()
        {
            Environment = new DeploymentEnvironment(_folder.Path, _variables, TextReader.Null),
            Artifact = artifact,
            Project = project,
            NoBuild = noBuild,
        };

    private Task<Result<LocatedArtifact>> LocateAsync(string? artifact = null, string? project = null, bool noBuild = false) =>
        ArtifactLocator.LocateAsync(Request(artifact, project, noBuild), _progress.Add, CancellationToken.None);

    private async Task ExpectAsync(
        string path,
        string source,
        string? artifact = null,
        string? project = null,
        bool noBuild = false
    )
    {
        var located = (await LocateAsync(artifact, project, noBuild)).ShouldSucceed();
        Assert.That(located, Is.EqualTo(new LocatedArtifact(Path.Combine(_folder.Path, path), source)));
    }
}
