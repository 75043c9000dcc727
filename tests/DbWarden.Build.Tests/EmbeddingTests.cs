using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DbWarden.Build.Tests.Projects;
using DbWarden.TestSupport;

namespace DbWarden.Build.Tests;

/// <summary>What is in the built assembly.</summary>
public sealed class EmbeddingTests
{
    [Test]
    public async Task What_is_validated_is_what_is_embedded_byte_for_byte_and_nothing_else_comes_with_it()
    {
        using var project = await TestProject.CreateAsync();
        project
            .Write("migrations/primary/V__0010_tenth.sql", Migration.Table("tenth"))
            .Write("migrations/primary/2026/V__2_second.sql", "\uFEFF" + Migration.Table("second").ReplaceLineEndings("\r\n"))
            .Write("migrations/primary/ROC__views.sql", "-- upgrade\nCREATE VIEW v AS SELECT 'ü';\n-- rollback\nDROP VIEW v;\n")
            .Write("migrations/primary/RA__refresh.sql", "-- upgrade\nANALYZE;\n-- rollback\nANALYZE;\n")
            .Write("other/not_a_migration.sql", "SELECT 1;");

        (await project.BuildAsync()).ShouldSucceed().ShouldReport().ShouldValidate();

        var resources = AssemblyResources.Read(project.Assembly);
        using var manifest = JsonDocument.Parse(AssemblyResources.Text(project.Assembly, "dbwarden/manifest.json"));
        var database = manifest.RootElement.GetProperty("databases")[0];
        var migrations = database.GetProperty("migrations").EnumerateArray().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(
                resources.Keys,
                Is.EquivalentTo([
                    "dbwarden/manifest.json",
                    "dbwarden/primary/RA__refresh.sql",
                    "dbwarden/primary/ROC__views.sql",
                    "dbwarden/primary/V__0010_tenth.sql",
                    "dbwarden/primary/V__2_second.sql",
                ])
            );
            Assert.That(
                migrations.Select(migration => migration.GetProperty("file").GetString()),
                Is.EqualTo(["V__2_second.sql", "V__0010_tenth.sql", "ROC__views.sql", "RA__refresh.sql"]).AsCollection
            );
            foreach (var migration in migrations)
            {
                var bytes = resources["dbwarden/primary/" + migration.GetProperty("file").GetString()];
                Assert.That(
                    migration.GetProperty("fileChecksum").GetString(),
                    Is.EqualTo("sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan())))
                );
            }

            Assert.That(
                resources["dbwarden/primary/V__2_second.sql"],
                Is.EqualTo(File.ReadAllBytes(project.PathOf("migrations/primary/2026/V__2_second.sql")))
            );
            Assert.That(manifest.RootElement.GetProperty("generator").GetString(), Does.StartWith("DbWarden.Build 1."));
            Assert.That(database.GetProperty("engine").GetString(), Is.EqualTo("sqlite"));
            // A development dependency: it leaves nothing in the output, and the application does not know of it.
            Assert.That(
                Directory.GetFiles(Path.GetDirectoryName(project.Assembly)!, "*DbWarden*", SearchOption.AllDirectories),
                Is.Empty
            );
            Assert.That(File.ReadAllText(project.OutputFile("App.deps.json")), Does.Not.Contain("DbWarden"));
        });
    }

    [Test]
    public async Task A_name_that_looks_like_a_culture_stays_in_the_main_assembly()
    {
        using var project = await TestProject.CreateAsync();
        project
            .Write("migrations/primary/V__0002_x.de.sql", Migration.Table("x"))
            .Write("migrations/primary/V__0001_y.sql", Migration.Table("y"));

        // The name is no migration's; the build says so, and nothing lands in a satellite assembly.
        (await project.BuildAsync())
            .ShouldFail()
            .ShouldReport("error DBW1001 V__0002_x.de.sql");

        File.Move(project.PathOf("migrations/primary/V__0002_x.de.sql"), project.PathOf("migrations/primary/V__0002_de.sql"));
        (await project.RebuildAsync()).ShouldSucceed();
        Assert.Multiple(() =>
        {
            Assert.That(AssemblyResources.Names(project.Assembly), Has.Count.EqualTo(3));
            Assert.That(Directory.GetDirectories(Path.GetDirectoryName(project.Assembly)!), Is.Empty);
        });
    }

    [Test]
    public async Task Each_database_has_the_files_of_its_folder_or_those_that_name_it()
    {
        using var project = await TestProject.CreateAsync(
            items: """
            <ItemGroup>
              <DbWardenDatabase Include="primary" />
              <DbWardenDatabase Include="analytics" Engine="mysql" ConnectionName="Warehouse" />
              <DbWardenMigration Include="../shared/V__0007_shared.sql" Database="analytics" />
            </ItemGroup>
            """
        );
        project
            .Write("migrations/primary/V__0001_a.sql", Migration.Table("a"))
            .Write("migrations/analytics/deep/er/V__0001_a.sql", Migration.Table("a"))
            .Write("../shared/V__0007_shared.sql", Migration.Table("shared"));

        (await project.BuildAsync()).ShouldSucceed();

        using var manifest = JsonDocument.Parse(AssemblyResources.Text(project.Assembly, "dbwarden/manifest.json"));
        var databases = manifest.RootElement.GetProperty("databases").EnumerateArray().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(
                AssemblyResources.Names(project.Assembly),
                Is.EqualTo([
                    "dbwarden/analytics/V__0001_a.sql",
                    "dbwarden/analytics/V__0007_shared.sql",
                    "dbwarden/manifest.json",
                    "dbwarden/primary/V__0001_a.sql",
                ]).AsCollection
            );
            Assert.That(
                databases.Select(database => database.GetProperty("name").GetString()),
                Is.EqualTo(["analytics", "primary"]).AsCollection
            );
            Assert.That(
                databases.Select(database => database.GetProperty("engine").GetString()),
                Is.EqualTo(["mysql", "sqlite"]).AsCollection
            );
            Assert.That(databases[0].GetProperty("connectionName").GetString(), Is.EqualTo("Warehouse"));
        });
    }

    [Test]
    public async Task The_only_declared_database_also_has_the_files_that_lie_in_no_folder()
    {
        using var project = await TestProject.CreateAsync(
            properties: "<DbWardenMigrationsDirectory>db/changes/</DbWardenMigrationsDirectory>",
            items: """<ItemGroup><DbWardenDatabase Include="shop" /></ItemGroup>"""
        );
        project
            .Write("db/changes/V__0001_a.sql", Migration.Table("a"))
            .Write("db/changes/shop/V__0002_b.sql", Migration.Table("b"));

        (await project.BuildAsync()).ShouldSucceed();

        Assert.That(
            AssemblyResources.Names(project.Assembly),
            Is.EqualTo(["dbwarden/manifest.json", "dbwarden/shop/V__0001_a.sql", "dbwarden/shop/V__0002_b.sql"]).AsCollection
        );
    }

    [Test]
    public async Task Without_declared_databases_every_folder_only_groups()
    {
        using var project = await TestProject.CreateAsync();
        project
            .Write("migrations/V__0001_a.sql", Migration.Table("a"))
            .Write("migrations/primary/V__0002_b.sql", Migration.Table("b"))
            .Write("migrations/payments/V__0003_c.sql", Migration.Table("c"));

        (await project.BuildAsync()).ShouldSucceed();

        Assert.That(
            AssemblyResources.Names(project.Assembly).Where(name => name.EndsWith(".sql", StringComparison.Ordinal)),
            Is.EqualTo([
                "dbwarden/primary/V__0001_a.sql",
                "dbwarden/primary/V__0002_b.sql",
                "dbwarden/primary/V__0003_c.sql",
            ]).AsCollection
        );
    }

    [Test]
    public async Task Items_that_come_late_are_validated_and_embedded_or_refused()
    {
        using var project = await TestProject.CreateAsync();
        project
            .Write("migrations/V__0001_a.sql", Migration.Table("a"))
            .Write("late/V__0002_b.sql", Migration.Table("b"))
            .Write("late/V__0003_c.sql", Migration.Table("c"))
            .Write(
                "Directory.Build.targets",
                """
                <Project>
                  <ItemGroup>
                    <DbWardenMigration Include="late/V__0002_b.sql" />
                  </ItemGroup>
                  <Target Name="Generate" BeforeTargets="DbWardenEmbed">
                    <ItemGroup>
                      <DbWardenMigration Include="late/V__0003_c.sql" Database="primary" />
                    </ItemGroup>
                  </Target>
                  <Target Name="GenerateTooLate" BeforeTargets="CoreCompile" Condition="'$(TooLate)' == 'true'">
                    <ItemGroup>
                      <DbWardenMigration Include="late/V__0004_d.sql" />
                    </ItemGroup>
                  </Target>
                </Project>
                """
            );

        (await project.BuildAsync()).ShouldSucceed();
        Assert.That(
            AssemblyResources.Names(project.Assembly).Where(name => name.EndsWith(".sql", StringComparison.Ordinal)),
            Is.EqualTo([
                "dbwarden/primary/V__0001_a.sql",
                "dbwarden/primary/V__0002_b.sql",
                "dbwarden/primary/V__0003_c.sql",
            ]).AsCollection
        );

        (await project.RebuildAsync()).ShouldSucceed().ShouldRunNoTask();

        var tooLate = (await project.RebuildAsync("-p:TooLate=true")).ShouldFail();
        Assert.That(tooLate.Output, Does.Contain("too late to be embedded"));
    }

    [Test]
    public async Task A_project_can_choose_its_files_and_embeds_none_of_them_twice()
    {
        using var project = await TestProject.CreateAsync(
            properties: "<EnableDefaultDbWardenItems>false</EnableDefaultDbWardenItems>",
            items: """
            <ItemGroup>
              <EmbeddedResource Include="**/*.sql" />
              <DbWardenMigration Include="db/**/*.sql" />
              <DbWardenMigration Remove="db/draft.sql" />
            </ItemGroup>
            """
        );
        project
            .Write("db/V__0001_a.sql", Migration.Table("a"))
            .Write("db/draft.sql", "not yet")
            .Write("migrations/V__0001_b.sql", "not looked at");

        (await project.BuildAsync()).ShouldSucceed();

        Assert.That(
            AssemblyResources.Read(project.Assembly).Keys,
            Is.EquivalentTo([
                "App.db.draft.sql",
                "App.migrations.V__0001_b.sql",
                "dbwarden/manifest.json",
                "dbwarden/primary/V__0001_a.sql",
            ])
        );
    }

    [Test]
    public async Task Without_a_file_there_is_a_message_and_no_error_and_no_engine_is_needed()
    {
        using var project = await TestProject.CreateAsync(engine: "");

        var build = (await project.BuildAsync()).ShouldSucceed().ShouldReport();

        Assert.Multiple(() =>
        {
            Assert.That(build.Log, Does.Contain("No migrations under"));
            Assert.That(AssemblyResources.Names(project.Assembly), Is.Empty);
        });
        (await project.RebuildAsync()).ShouldRunNoTask();

        project.Write("migrations/V__0001_a.sql", Migration.Table("a"));
        (await project.RebuildAsync()).ShouldFail().ShouldReport("error DBW1006 App.csproj");

        (await project.RebuildAsync("-p:DbWardenEngine=sqlite")).ShouldSucceed();
        File.Delete(project.PathOf("migrations/V__0001_a.sql"));
        (await project.RebuildAsync("-p:DbWardenEngine=sqlite")).ShouldSucceed();
        Assert.That(AssemblyResources.Names(project.Assembly), Is.Empty);
    }

    [Test]
    public async Task Switched_off_the_package_does_nothing()
    {
        using var project = await TestProject.CreateAsync(properties: "<DbWardenEnabled>false</DbWardenEnabled>");
        project.Write("migrations/primary/misnamed.sql", "nonsense");

        (await project.BuildAsync()).ShouldSucceed().ShouldReport().ShouldRunNoTask();
        (await project.RebuildAsync("-t:DbWardenValidate;DbWardenPackage")).ShouldSucceed().ShouldRunNoTask();

        Assert.Multiple(() =>
        {
            Assert.That(AssemblyResources.Read(project.Assembly), Is.Empty);
            Assert.That(
                Directory.GetFiles(project.Folder, "*dbwarden*", SearchOption.AllDirectories).Select(Path.GetExtension),
                Is.All.Not.EqualTo(".zip")
            );
        });
    }

    [Test]
    public async Task The_same_sources_give_the_same_resources_in_any_folder_and_culture()
    {
        using var here = await TestProject.CreateAsync(folder: "here");
        using var there = await TestProject.CreateAsync(folder: "İst anbul");
        foreach (var project in new[] { here, there })
        {
            for (var i = 1; i <= 20; i++)
                project.Write($"migrations/primary/{i % 3}/V__{i}_step_{i}.sql", Migration.Table($"t{i}"));
            project.Write("migrations/ROC__ix.sql", "-- upgrade\nCREATE VIEW I AS SELECT 1;\n-- rollback\nDROP VIEW I;\n");
        }

        (await here.BuildAsync()).ShouldSucceed();
        var turkish = new Dictionary<string, string?>
        {
            ["LANG"] = "tr_TR.UTF-8",
            ["LC_ALL"] = "tr_TR.UTF-8",
            ["DOTNET_CLI_UI_LANGUAGE"] = "tr",
        };
        (await there.RunAsync(["build"], turkish)).ShouldSucceed();

        var (first, second) = (AssemblyResources.Read(here.Assembly), AssemblyResources.Read(there.Assembly));
        Assert.Multiple(() =>
        {
            Assert.That(second.Keys, Is.EqualTo(first.Keys).AsCollection);
            foreach (var (name, bytes) in first)
                Assert.That(
                    Encoding.UTF8.GetString(second[name].AsSpan()),
                    Is.EqualTo(Encoding.UTF8.GetString(bytes.AsSpan())),
                    name
                );
        });
        Snapshots.Match(
            Encoding
                .UTF8.GetString(first["dbwarden/manifest.json"].AsSpan())
                .Replace((await PackedPackages.SharedAsync()).Version, "VERSION", StringComparison.Ordinal)
        );
    }
}
