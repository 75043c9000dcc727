using System.Text;
using DbWarden.Deploy.Artifacts;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Artifacts;

internal sealed class AssemblyArtifactTests
{
    private readonly TemporaryDirectory _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Everything_that_the_manifest_says_is_read()
    {
        var tree = new SampleTree();
        tree.AddDatabase("analytics", "MariaDB")["connectionName"] = "Warehouse";
        var migration = tree.AddMigration("analytics", "V__2.1_add_index.sql", "versioned", "2.1");
        migration["description"] = "an index, after all";
        migration["transaction"] = false;
        migration["rollback"] = "irreversible";
        migration["dependsOn"] = new System.Text.Json.Nodes.JsonArray("1", "2.0");
        migration["rollbackChecksum"] = null;
        tree.AddDatabase("primary", "sqlite");

        var artifact = ReadAssembly(tree, "1.2.3", "secrets-of-the-shop").ShouldSucceed();

        Assert.That(
            (artifact.Name, artifact.Version, artifact.UserSecretsId),
            Is.EqualTo(("Shop", "1.2.3", "secrets-of-the-shop"))
        );
        Assert.That(
            artifact.Databases.Select(one => (one.Name, one.Engine, one.ConnectionName)),
            Is.EqualTo(new[] { ("analytics", "mariadb", "Warehouse"), ("primary", "sqlite", "primary") })
        );
        var read = artifact.Databases[0].Migrations.Single().Manifest;
        Assert.That(read.Name.Version!.Text, Is.EqualTo("2.1"));
        Assert.That(read.Name.Slug, Is.EqualTo("add_index"));
        Assert.That(read.Description, Is.EqualTo("an index, after all"));
        Assert.That(read.Transaction, Is.False);
        Assert.That(read.Rollback, Is.EqualTo(DbWarden.Migrations.Parsing.RollbackKind.Irreversible));
        Assert.That(string.Join(" ", read.DependsOn), Is.EqualTo("1 2.0"));
        Assert.That(read.RollbackChecksum, Is.Null);
        Assert.That(artifact.Databases[1].Migrations, Is.Empty);
    }

    [TestCase("1.2.3", "1.2.3")]
    [TestCase("1.2.3-rc.1", "1.2.3-rc.1")]
    [TestCase("1.2.3+0123456789abcdef0123456789abcdef01234567", "1.2.3+0123456789")]
    [TestCase("1.2.3+build.7", "1.2.3+build.7")]
    [TestCase("1.2.3\u001b[31m", "1.2.3?[31m")]
    [TestCase(null, null)]
    public void The_version_is_the_informational_one_with_a_short_commit(string? informational, string? expected) =>
        Assert.That(ReadAssembly(SampleTree.Shop(), informational).ShouldSucceed().Version, Is.EqualTo(expected));

    [Test]
    public void Resources_of_others_are_left_alone()
    {
        var tree = SampleTree.Shop();
        var resources = tree.Resources.Append(new("Shop.Texts.resources", [1, 2, 3])).Append(new("dbwarden.txt", [4]));
        ReadFile("others.dll", AssemblyWriter.Write("Shop", resources)).ShouldSucceed().ShouldHold(tree);
    }

    [Test]
    public void A_changed_migration_is_named_with_both_checksums()
    {
        var tree = SampleTree.Shop();
        var name = tree.Files.Keys.First();
        var genuine = SampleTree.Checksum(tree.Files[name]);
        tree.Files[name][20] ^= 1;

        var error = ReadAssembly(tree).ShouldFail();

        Assert.That(
            error,
            Does.Contain($"'{name}' differs from its manifest")
                .And.Contain(genuine)
                .And.Contain(SampleTree.Checksum(tree.Files[name]))
        );
    }

    [Test]
    public void A_migration_of_another_size_is_named()
    {
        var tree = SampleTree.Shop();
        var name = tree.Files.Keys.First();
        tree.Files[name] = [.. tree.Files[name], (byte)'\n'];
        Assert.That(ReadAssembly(tree).ShouldFail(), Does.Contain($"'{name}' differs from its manifest"));
    }

    [Test]
    public void A_missing_migration_is_named()
    {
        var tree = SampleTree.Shop();
        var name = tree.Files.Keys.First();
        tree.Files.Remove(name);
        Assert.That(ReadAssembly(tree).ShouldFail(), Does.Contain($"missing: {name}"));
    }

    [TestCase("dbwarden/primary/V__0099_unknown.sql")]
    [TestCase("dbwarden/other/V__0001_a.sql")]
    [TestCase("dbwarden/readme.txt")]
    public void A_file_that_the_manifest_does_not_list_is_named(string name)
    {
        var tree = SampleTree.Shop();
        tree.Files.Add(name, [1]);
        Assert.That(ReadAssembly(tree).ShouldFail(), Does.Contain($"not in the manifest: {name}"));
    }

    [Test]
    public void A_long_list_of_differences_is_cut()
    {
        var tree = SampleTree.Shop();
        for (var i = 0; i < 500; i++)
            tree.Files.Add($"dbwarden/primary/V__9{i:000}_unknown.sql", [1]);
        var error = ReadAssembly(tree).ShouldFail();
        Assert.That(error, Does.Contain("490 more"));
        Assert.That(error.Split('\n'), Has.Length.LessThan(20));
    }

    [Test]
    public void Two_resources_of_one_name_are_refused()
    {
        var tree = SampleTree.Shop();
        var twice = tree.Resources.Append(tree.Files.First());
        Assert.That(ReadFile("twice.dll", AssemblyWriter.Write("Shop", twice)).ShouldFail(), Does.Contain("two resources"));
    }

    [Test]
    public void A_resource_in_another_file_is_refused() =>
        Assert.That(
            ReadFile("linked.dll", AssemblyWriter.WriteLinked("dbwarden/manifest.json")).ShouldFail(),
            Does.Contain("lies in another file")
        );

    [Test]
    public void A_resource_with_an_endless_name_is_refused()
    {
        var resources = new Dictionary<string, byte[]> { ["dbwarden/" + new string('x', 100_000)] = [1] };
        Assert.That(ReadFile("long.dll", AssemblyWriter.Write("Shop", resources)).ShouldFail(), Does.Contain("too long"));
    }

    [Test]
    public void An_assembly_without_migrations_points_at_the_one_beside_it()
    {
        using var folder = new TemporaryDirectory();
        var host = folder.Write("Shop.dll", AssemblyWriter.Write("Shop", []));
        var migrations = folder.Write(
            "Shop.Migrations.dll",
            AssemblyWriter.Write("Shop.Migrations", SampleTree.Shop().Resources)
        );
        var error = ArtifactReader.Read(host, null, CancellationToken.None).ShouldFail();
        Assert.That(error, Does.Contain("carries no migrations").And.Contain($"--artifact {migrations}"));
    }

    [Test]
    public void An_assembly_without_migrations_says_how_to_get_some()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Write("Shop.dll", AssemblyWriter.Write("Shop", []));
        Assert.That(ArtifactReader.Read(path, null, CancellationToken.None).ShouldFail(), Does.Contain("DbWarden.Build"));
    }

    [TestCase("empty.dll", "")]
    [TestCase("text.dll", "This is no assembly, though it is called one.")]
    [TestCase("query.sql", "-- upgrade\nSELECT 1;\n")]
    public void A_file_of_another_kind_is_refused_with_what_to_give_instead(string name, string content) =>
        Assert.That(ReadFile(name, Encoding.UTF8.GetBytes(content)).ShouldFail(), Does.Contain("--artifact PATH"));

    [Test]
    public void A_path_that_leads_nowhere_is_refused() =>
        Assert.That(
            ArtifactReader.Read(Path.Combine(_folder.Path, "nowhere.dll"), null, CancellationToken.None).ShouldFail(),
            Does.Contain("There is no")
        );

    [TestCase("")]
    [TestCase("a\0b")]
    public void A_path_that_is_none_is_refused(string path) =>
        ArtifactReader.Read(path, null, CancellationToken.None).ShouldFail();

    [Test]
    public void A_name_without_its_extension_is_understood_and_asked_back()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Write("Shop.dll", AssemblyWriter.Write("Shop", SampleTree.Shop().Resources));
        Assert.That(
            ArtifactReader.Read(Path.Combine(folder.Path, "Shop"), null, CancellationToken.None).ShouldFail(),
            Does.Contain($"--artifact {path}")
        );
    }

    [Test]
    public void A_device_or_a_pipe_is_refused_without_waiting_for_it() =>
        Assert.That(
            ArtifactReader.Read(OperatingSystem.IsWindows() ? "NUL" : "/dev/zero", null, CancellationToken.None).IsSuccess,
            Is.False
        );

    private Deploy.Results.Result<Artifact> ReadAssembly(SampleTree tree, string? version = null, string? userSecretsId = null) =>
        ReadFile("Shop.dll", AssemblyWriter.Write("Shop", tree.Resources, version, userSecretsId));

    private Deploy.Results.Result<Artifact> ReadFile(string name, byte[] content) =>
        ArtifactReader.Read(_folder.Write(name, content), engine: null, CancellationToken.None);
}
