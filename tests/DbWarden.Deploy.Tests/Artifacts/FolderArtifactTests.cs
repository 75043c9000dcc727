using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Artifacts;

internal sealed class FolderArtifactTests
{
    private const string Migration = "-- upgrade\nCREATE TABLE t (a int);\n-- rollback\nDROP TABLE t;\n";

    private static readonly byte[] Migrations = AssemblyWriter.Write("Shop.Migrations", SampleTree.Shop().Resources);

    private TemporaryDirectory _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryDirectory();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void A_publish_folder_means_the_one_assembly_in_it_with_a_manifest()
    {
        _folder.Write("Shop.dll", AssemblyWriter.Write("Shop", []));
        _folder.Write("Shop.Migrations.dll", Migrations);
        _folder.Write("Shop.pdb", "BSJB");
        _folder.Write("appsettings.json", "{}");
        var artifact = Read().ShouldSucceed();
        Assert.That(artifact.Path, Is.EqualTo(Path.Combine(_folder.Path, "Shop.Migrations.dll")));
        artifact.ShouldHold(SampleTree.Shop());
    }

    [Test]
    public void Several_assemblies_with_a_manifest_are_refused_with_their_names()
    {
        _folder.Write("Shop.Migrations.dll", Migrations);
        _folder.Write("Billing.Migrations.dll", Migrations);
        var error = Read().ShouldFail();
        Assert.That(error, Does.Contain("Shop.Migrations.dll").And.Contain("Billing.Migrations.dll").And.Contain("--artifact "));
    }

    [Test]
    public void An_assembly_that_cannot_be_read_is_mentioned_where_none_is_found()
    {
        _folder.Write("Shop.dll", AssemblyWriter.Write("Shop", []));
        _folder.Write("Broken.dll", Migrations[..400]);
        var error = Read().ShouldFail();
        Assert.That(error, Does.Contain("1 assemblies").Or.Contain("2 assemblies"));
        Assert.That(error, Does.Contain("Broken.dll cannot be read"));
    }

    [Test]
    public void An_empty_folder_says_what_was_looked_at_and_what_to_give() =>
        Assert.That(Read().ShouldFail(), Does.Contain("Nothing in").And.Contain("0 assemblies").And.Contain("--artifact PATH"));

    [Test]
    public void Folders_below_are_not_searched_for_assemblies()
    {
        _folder.Write("runtimes/any/Shop.Migrations.dll", Migrations);
        Assert.That(Read().ShouldFail(), Does.Contain("Nothing in"));
    }

    [Test]
    public void The_folder_of_a_project_points_at_the_option_for_projects()
    {
        _folder.Write("Shop.csproj", "<Project />");
        _folder.Write("migrations/primary/V__0001_a.sql", Migration);
        Assert.That(Read().ShouldFail(), Does.Contain("--project"));
    }

    [Test]
    public void Files_that_carry_a_manifest_are_found_without_the_others()
    {
        var found = _folder.Write("Shop.Migrations.dll", Migrations);
        var executable = _folder.Write("Shop", BundleWriter.Write(6, [new("Shop.Migrations.dll", Migrations)]));
        _folder.Write("Shop.dll", AssemblyWriter.Write("Shop", []));
        _folder.Write("libnative.so", [.. "\u007fELF"u8, .. new byte[100]]);
        Assert.That(ArtifactReader.FindIn(_folder.Path), Is.EquivalentTo((string[])[found, executable]));
    }

    [Test]
    public void A_folder_of_migrations_is_read_as_the_build_would_read_it()
    {
        _folder.Write("primary/V__0002_b.sql", Migration);
        _folder.Write("primary/2026/V__0010_c.sql", Migration);
        _folder.Write("primary/V__0001_a.sql", Migration);
        _folder.Write("primary/RA__views.sql", Migration);
        var artifact = Read("sqlite").ShouldSucceed();
        var database = artifact.Databases.Single();
        Assert.That((database.Name, database.Engine), Is.EqualTo(("primary", "sqlite")));
        Assert.That(
            string.Join(' ', database.Migrations.Select(one => one.Manifest.Name.FileName)),
            Is.EqualTo("V__0001_a.sql V__0002_b.sql V__0010_c.sql RA__views.sql")
        );
        Assert.That(database.Migrations[0].Bytes.ToArray(), Is.EqualTo(System.Text.Encoding.UTF8.GetBytes(Migration)));
    }

    [Test]
    public void A_folder_of_migrations_needs_an_engine()
    {
        _folder.Write("V__0001_a.sql", Migration);
        Assert.That(Read().ShouldFail(), Does.Contain("--engine postgresql").And.Contain("--engine sqlite"));
        Assert.That(Read("oracle").ShouldFail(), Does.Contain("'oracle' is not known").And.Contain("--engine mariadb"));
    }

    [Test]
    public void Migrations_with_errors_are_refused_with_every_diagnostic()
    {
        _folder.Write("V__0001_a.sql", "-- upgrade\nCREATE TABLE t (a int);\n");
        _folder.Write("V__0002_b.sql", "-- upgrade\nSELECT 'never closed;\n-- rollback\n");
        var error = Read("sqlite").ShouldFail();
        Assert.That(
            error,
            Does.Contain("2 errors")
                .And.Contain("V__0001_a.sql")
                .And.Contain("error DBW2002")
                .And.Contain("V__0002_b.sql(2,8): error DBW3002")
        );
    }

    [Test]
    public void A_link_out_of_the_folder_is_refused()
    {
        using var outside = new TemporaryDirectory();
        var target = outside.Write("V__0001_a.sql", Migration);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "primary"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "primary", "V__0001_a.sql"), target);
        Assert.That(Read("sqlite").ShouldFail(), Does.Contain("DBW1009"));
    }

    [Test]
    public void A_linked_folder_outside_is_refused_and_one_inside_is_not_entered_twice()
    {
        _folder.Write("primary/V__0001_a.sql", Migration);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "primary", "again"), Path.Combine(_folder.Path, "primary"));
        Assert.That(Read("sqlite").ShouldSucceed().Databases.Single().Migrations, Has.Count.EqualTo(1));
        using var outside = new TemporaryDirectory();
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "elsewhere"), outside.Path);
        Assert.That(Read("sqlite").ShouldFail(), Does.Contain("link to a folder outside"));
    }

    [Test]
    public void Folders_without_end_are_refused()
    {
        _folder.Write(string.Concat(Enumerable.Repeat("d/", 100)) + "V__0001_a.sql", Migration);
        Assert.That(Read("sqlite").ShouldFail(), Does.Contain("folders deep"));
    }

    private Result<Artifact> Read(string? engine = null) => ArtifactReader.Read(_folder.Path, engine, CancellationToken.None);
}
