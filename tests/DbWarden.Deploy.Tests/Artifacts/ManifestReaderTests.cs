using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using DbWarden.Deploy.Artifacts.Manifests;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Manifest;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Tests.Artifacts;

internal sealed class ManifestReaderTests
{
    private static readonly string Hash = new('a', 64);

    [Test]
    public void The_manifest_of_a_build_is_read() => Read(SampleTree.Shop().Manifest.ToJsonString()).ShouldSucceed();

    [Test]
    public void A_byte_order_mark_and_layout_do_not_matter() =>
        Read(
                "\ufeff"
                    + SampleTree.Shop().Manifest.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true })
            )
            .ShouldSucceed();

    [Test]
    public void What_the_build_writes_is_read_back()
    {
        var written = Read(SampleTree.Shop().Manifest.ToJsonString()).ShouldSucceed();
        var changed = written.Databases[0].Migrations[0] with
        {
            Description = "a \"quoted\" \\ café \U0001f600 line",
            DependsOn = ["1", "2.0"],
            Rollback = RollbackKind.Missing,
            RollbackChecksum = null,
        };
        var manifest = new MigrationManifest(
            "DbWarden.Build 1.0.0",
            [written.Databases[0] with { ConnectionName = "Shop" }, new ManifestDatabase("second", "mysql", "second", [changed])]
        );
        var read = ManifestReader.Read(ManifestWriter.Write(manifest), "Shop.dll").ShouldSucceed();
        Assert.That(ManifestWriter.Write(read), Is.EqualTo(ManifestWriter.Write(manifest)));
        Assert.That(read.Databases[1].Migrations[0].Description, Is.EqualTo(changed.Description));
    }

    [Test]
    public void A_description_cannot_command_the_terminal()
    {
        var tree = SampleTree.Shop();
        tree.Databases[0]!["migrations"]![0]!["description"] = "red \u001b[31m and \u202ereversed";
        var read = Read(tree.Manifest.ToJsonString()).ShouldSucceed();
        Assert.That(read.Databases[0].Migrations[0].Description, Is.EqualTo("red ?[31m and ?reversed"));
    }

    [Test]
    public void A_later_format_is_refused_with_what_to_update_whatever_else_it_holds()
    {
        var error = Read("""{ "generator": "DbWarden.Build 3.0.0", "databases": { "new": "shape" }, "format": 2 }""")
            .ShouldFail();
        Assert.That(
            error,
            Does.Contain("format 2").And.Contain("DbWarden.Build 3.0.0").And.Contain("dotnet tool update dbwarden")
        );
    }

    [Test]
    public void Properties_that_are_not_known_are_passed_over()
    {
        var tree = SampleTree.Shop();
        tree.Manifest["later"] = new JsonArray(1, new JsonObject { ["a"] = null });
        tree.Databases[0]!["later"] = "x";
        tree.Databases[0]!["migrations"]![0]!["later"] = new JsonObject { ["file"] = "not this one" };
        Read(tree.Manifest.ToJsonString()).ShouldSucceed();
    }

    [TestCase("", "does not contain any JSON")]
    [TestCase("[]", "should be the manifest")]
    [TestCase("null", "should be the manifest")]
    [TestCase("{}", "format is missing")]
    [TestCase("""{"format":1,"databases":[]}""", "generator is missing")]
    [TestCase("""{"format":1,"generator":"g"}""", "databases is missing")]
    [TestCase("""{"format":0,"generator":"g","databases":[]}""", "a number from 1")]
    [TestCase("""{"format":"1","generator":"g","databases":[]}""", "a number from 1")]
    [TestCase("""{"format":1.5,"generator":"g","databases":[]}""", "a number from 1")]
    [TestCase("""{"format":99999999999,"generator":"g","databases":[]}""", "a number from 1")]
    [TestCase("""{"format":1,"format":1,"generator":"g","databases":[]}""", "'format' is given twice")]
    [TestCase("""{"format":1,"generator":"g","databases":[]} x""", "")]
    [TestCase("""{"format":1,"generator":"g","databases":[],}""", "")]
    [TestCase("""{"format":1,"generator":"g","databases":null}""", "should be databases")]
    [TestCase("""{"format":1,"generator":"g","databases":[1]}""", "should be a database")]
    [TestCase("""{"format":1,"generator":"\ud800","databases":[]}""", "not Unicode")]
    public void A_manifest_that_is_none_is_refused(string json, string error) =>
        Assert.That(Read(json).ShouldFail(), Does.Contain(error));

    [Test]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        var json = Encoding.Latin1.GetBytes("""{"format":1,"generator":"café","databases":[]}""");
        ManifestReader.Read(json, "Shop.dll").ShouldFail();
    }

    [TestCase("name", "null", "a text")]
    [TestCase("name", "\"\"", "no name of a database")]
    [TestCase("name", "\"Primary\"", "no name of a database")]
    [TestCase("name", "\"../primary\"", "no name of a database")]
    [TestCase("name", "\"1st\"", "no name of a database")]
    [TestCase("name", "\"a23456789012345678901234567890123456789012345678901234567890123x\"", "no name of a database")]
    [TestCase("engine", "\"oracle\"", "postgresql, mysql, mariadb, sqlite")]
    [TestCase("engine", "null", "a text")]
    [TestCase("connectionName", "7", "a text")]
    [TestCase("migrations", "{}", "should be migrations")]
    public void A_database_with_a_wrong_value_is_refused(string property, string value, string error)
    {
        var tree = SampleTree.Shop();
        tree.Databases[0]![property] = JsonNode.Parse(value);
        Assert.That(Read(tree.Manifest.ToJsonString()).ShouldFail(), Does.Contain(error));
    }

    [TestCase("file", "null", "a text")]
    [TestCase("file", "\"../V__0001_a.sql\"", "no name of a migration")]
    [TestCase("file", "\"a/V__0001_a.sql\"", "no name of a migration")]
    [TestCase("file", "\"a\\\\V__0001_a.sql\"", "no name of a migration")]
    [TestCase("file", "\"V__0001_create_customer\"", "no name of a migration")]
    [TestCase("file", "\"V__0003_a.sql\"", "does not have version 0001")]
    [TestCase("file", "\"ROC__a.sql\"", "is not a migration of kind versioned")]
    [TestCase("kind", "\"runsOnChange\"", "is not a migration of kind")]
    [TestCase("kind", "\"sometimes\"", "is not one that this version")]
    [TestCase("version", "\"1\"", "does not have version 1")]
    [TestCase("version", "\"x\"", "does not have version x")]
    [TestCase("version", "null", "does not have")]
    [TestCase("version", "1", "a text")]
    [TestCase("transaction", "\"true\"", "true or false")]
    [TestCase("transaction", "null", "true or false")]
    [TestCase("rollback", "\"maybe\"", "Rollback 'maybe'")]
    [TestCase("dependsOn", "\"1\"", "should be dependsOn")]
    [TestCase("dependsOn", "[1]", "a text")]
    [TestCase("dependsOn", "[\"one\"]", "'one' is no version")]
    [TestCase("upgradeChecksum", "\"\"", "Checksum ''")]
    [TestCase("upgradeChecksum", "\"sha512:aa\"", "not of a kind")]
    [TestCase("fileChecksum", "\"sha256:AA\"", "hexadecimal")]
    [TestCase("fileChecksum", "\"sha256:zz\"", "hexadecimal")]
    [TestCase("rollbackChecksum", "\"none\"", "not of a kind")]
    [TestCase("bytes", "-1", "a number from 0")]
    [TestCase("bytes", "1e3", "a number from 0")]
    [TestCase("bytes", "99999999999", "a number from 0")]
    public void A_migration_with_a_wrong_value_is_refused(string property, string value, string error)
    {
        var tree = SampleTree.Shop();
        tree.Databases[0]!["migrations"]![0]![property] = JsonNode.Parse(value);
        Assert.That(Read(tree.Manifest.ToJsonString()).ShouldFail(), Does.Contain(error));
    }

    [Test]
    public void A_migration_without_a_property_is_refused(
        [Values("file", "kind", "transaction", "rollback", "upgradeChecksum", "fileChecksum", "bytes")] string property
    )
    {
        var tree = SampleTree.Shop();
        tree.Databases[0]!["migrations"]![0]!.AsObject().Remove(property);
        Assert.That(Read(tree.Manifest.ToJsonString()).ShouldFail(), Does.Contain($"{property} of ").And.Contain("missing"));
    }

    [Test]
    public void A_database_that_is_there_twice_is_refused()
    {
        var tree = SampleTree.Shop();
        tree.AddDatabase("primary", "sqlite");
        Assert.That(Read(tree.Manifest.ToJsonString()).ShouldFail(), Does.Contain("'primary' is there twice"));
    }

    [TestCase("V__0010_other.sql", "versioned", "0010", "are the same migration")]
    [TestCase("V__10.0_other.sql", "versioned", "10.0", "are the same migration")]
    [TestCase("V__0003_late.sql", "versioned", "0003", "runs before")]
    [TestCase("v__0011_WIDEN.sql", "versioned", "0011", "no name of a migration")]
    public void Versions_are_unique_and_in_order(string file, string kind, string version, string error)
    {
        var tree = new SampleTree();
        tree.AddDatabase("primary", "sqlite");
        tree.AddMigration("primary", "V__0010_widen.sql", "versioned", "0010");
        tree.AddMigration("primary", file, kind, version);
        Assert.That(Read(tree.Manifest.ToJsonString()).ShouldFail(), Does.Contain(error));
    }

    [Test]
    public void Repeatables_stand_behind_the_versions()
    {
        var tree = SampleTree.Shop();
        tree.AddMigration("primary", "V__0011_late.sql", "versioned", "0011");
        Assert.That(Read(tree.Manifest.ToJsonString()).ShouldFail(), Does.Contain("runs before"));
    }

    [Test]
    public void Migrations_that_claim_more_than_is_read_together_are_refused()
    {
        var tree = SampleTree.Shop();
        foreach (var migration in tree.Databases[0]!["migrations"]!.AsArray())
            migration!["bytes"] = 1_000_000_000;
        Assert.That(Read(tree.Manifest.ToJsonString()).ShouldFail(), Does.Contain("bytes together"));
    }

    [TestCase("[")]
    [TestCase("{\"a\":")]
    public void Depth_without_end_is_refused(string nesting) =>
        Read("""{"format":1,"generator":"g","x":""" + string.Concat(Enumerable.Repeat(nesting, 1_000_000))).ShouldFail();

    [Test]
    public void More_migrations_than_are_read_are_refused_soon()
    {
        var json = new StringBuilder(
            """{"format":1,"generator":"g","databases":[{"name":"primary","engine":"sqlite","migrations":["""
        );
        for (var version = 1; version <= 100_001; version++)
        {
            json.Append(version == 1 ? "" : ",")
                .Append(
                    $$"""{"file":"V__{{version}}_a.sql","kind":"versioned","version":"{{version}}","transaction":true,"rollback":"real","""
                )
                .Append($$""" "upgradeChecksum":"sha256:{{Hash}}","fileChecksum":"sha256:{{Hash}}","bytes":1}""");
        }

        var watch = Stopwatch.StartNew();
        Assert.That(Read(json.Append("]}]}").ToString()).ShouldFail(), Does.Contain("more than 100,000 migrations"));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    private static Result<MigrationManifest> Read(string json) => ManifestReader.Read(Encoding.UTF8.GetBytes(json), "Shop.dll");
}
