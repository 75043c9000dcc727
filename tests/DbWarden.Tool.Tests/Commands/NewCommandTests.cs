using System.Text.Json;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Commands;

public sealed class NewCommandTests
{
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void MakeProject()
    {
        _directory = new TemporaryDirectory();
        _directory.Write("Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
    }

    [TearDown]
    public void RemoveProject() => _directory.Dispose();

    [TestCase(new string[0], "0001")]
    [TestCase(new[] { "V__0001_a.sql" }, "0002")]
    [TestCase(new[] { "V__0009_a.sql", "V__0010_b.sql" }, "0011")]
    [TestCase(new[] { "V__9_a.sql", "V__10_b.sql" }, "11")]
    [TestCase(new[] { "V__0099_a.sql" }, "0100")]
    [TestCase(new[] { "V__9999_a.sql" }, "10000")]
    [TestCase(new[] { "V__2.9_a.sql" }, "2.10")]
    [TestCase(new[] { "V__2.1_a.sql", "V__10_b.sql" }, "11")]
    [TestCase(new[] { "V__99999999999999999999999_a.sql" }, "100000000000000000000000")]
    [TestCase(new[] { "ROC__views.sql", "notes.txt", "primary__0004_python.sql" }, "0005")]
    public async Task The_version_is_the_one_after_the_highest(string[] files, string version)
    {
        foreach (var file in files)
            _directory.Write("migrations/primary/" + file, "");
        var result = await NewAsync("add payments");
        Assert.That(result.ShouldExitWith(0).StandardOutput, Is.EqualTo($"migrations/primary/V__{version}_add_payments.sql\n"));
        Assert.That(File.Exists(Path.Combine(_directory.Path, result.StandardOutput.TrimEnd())), Is.True);
    }

    [TestCase("Add payment tables (v2)!", "add_payment_tables_v2")]
    [TestCase("  drop_old-names  ", "drop_old-names")]
    [TestCase("../../etc/passwd", "etc_passwd")]
    [TestCase("Größe", "gr_e")]
    [TestCase("2fa tokens", "2fa_tokens")]
    public async Task The_description_becomes_a_name_that_every_file_system_takes(string description, string slug) =>
        Assert.That(
            (await NewAsync(description)).ShouldExitWith(0).StandardOutput,
            Is.EqualTo($"migrations/primary/V__0001_{slug}.sql\n")
        );

    [TestCase("…")]
    [TestCase("  ")]
    public async Task A_description_of_which_nothing_is_left_is_refused(string description) =>
        Assert.That((await NewAsync(description)).ShouldExitWith(2).StandardError, Does.StartWith("error: "));

    [TestCase("roc", "ROC__views.sql")]
    [TestCase("RA", "RA__views.sql")]
    public async Task A_repeatable_has_no_version(string type, string file)
    {
        var result = await NewAsync("views", "--type", type);
        Assert.That(result.ShouldExitWith(0).StandardOutput, Is.EqualTo($"migrations/primary/{file}\n"));
        Assert.That(
            (await NewAsync("views", "--type", type)).ShouldExitWith(2).StandardError,
            Does.Contain($"There is migrations/primary/{file} already.")
        );
    }

    [Test]
    public async Task A_version_that_is_taken_is_refused_however_it_is_written()
    {
        _directory.Write("migrations/V__0012_a.sql", "");
        var result = await NewAsync("b", "--version", "12");
        Assert.That(result.ShouldExitWith(2).StandardError, Does.Contain("There is migrations/V__0012_a.sql already."));
    }

    [Test]
    public async Task A_timestamp_is_the_present_in_utc()
    {
        var before = DateTime.UtcNow;
        var result = await NewAsync("b", "--timestamp");
        var version = result.ShouldExitWith(0).StandardOutput["migrations/primary/V__".Length..][..14];
        Assert.That(
            DateTime.ParseExact(version, "yyyyMMddHHmmss", null),
            Is.InRange(before.AddSeconds(-1), DateTime.UtcNow.AddSeconds(1))
        );
    }

    [Test]
    public async Task The_file_lies_beside_the_newest_one()
    {
        _directory.Write("migrations/2025/V__0001_a.sql", "");
        _directory.Write("migrations/2026/V__0002_b.sql", "");
        Assert.That((await NewAsync("c")).ShouldExitWith(0).StandardOutput, Is.EqualTo("migrations/2026/V__0003_c.sql\n"));
    }

    [Test]
    public async Task Each_declared_database_counts_its_own_versions()
    {
        _directory.Write(
            "Shop.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><DbWardenMigrationsDirectory>db\sql</DbWardenMigrationsDirectory></PropertyGroup>
              <ItemGroup>
                <DbWardenDatabase Include="orders" Engine="sqlite" />
                <DbWardenDatabase Include="stock" Engine="sqlite" />
              </ItemGroup>
            </Project>
            """
        );
        _directory.Write("db/sql/orders/V__7_a.sql", "");
        Assert.That(
            (await NewAsync("x", "-d", "stock")).ShouldExitWith(0).StandardOutput,
            Is.EqualTo("db/sql/stock/V__0001_x.sql\n")
        );
        Assert.That(
            (await NewAsync("x", "-d", "orders")).ShouldExitWith(0).StandardOutput,
            Is.EqualTo("db/sql/orders/V__8_x.sql\n")
        );
        Assert.That((await NewAsync("x")).ShouldExitWith(2).StandardError, Does.Contain("orders, stock"));
        Assert.That((await NewAsync("x", "-d", "shop")).ShouldExitWith(2).StandardError, Does.Contain("has no database 'shop'"));
    }

    [Test]
    public async Task The_build_refuses_a_new_file_until_it_is_written()
    {
        await NewAsync("add payments");
        var file = Path.Combine(_directory.Path, "migrations/primary/V__0001_add_payments.sql");
        var check = await Tool.RunAsync(_directory.Path, "check", "--artifact", "migrations", "--engine", "sqlite");
        Assert.That(check.ShouldExitWith(6).Output, Does.Contain("DBW2009"));
        Assert.That(
            await File.ReadAllTextAsync(file),
            Does.StartWith("-- upgrade\n").And.Contain("-- rollback\n").And.Not.Contain("\r")
        );
    }

    [TestCase("a", "--version", "1", "--timestamp")]
    [TestCase("a", "--type", "roc", "--version", "1")]
    [TestCase("a", "--version", "one")]
    [TestCase("a", "--type", "sometimes")]
    [TestCase("a", "--database", "Primary")]
    public async Task Options_that_make_no_sense_are_refused(params string[] arguments)
    {
        var result = await NewAsync(arguments);
        Assert.That(result.ShouldExitWith(2).StandardError, Does.Contain("dbwarden new --help"));
        Assert.That(Directory.Exists(Path.Combine(_directory.Path, "migrations")), Is.False);
    }

    [Test]
    public async Task Json_names_the_file()
    {
        using var json = JsonDocument.Parse((await NewAsync("add payments", "--json")).ShouldExitWith(0).StandardOutput);
        Assert.Multiple(() =>
        {
            Assert.That(json.RootElement.GetProperty("path").GetString(), Does.EndWith("V__0001_add_payments.sql"));
            Assert.That(json.RootElement.GetProperty("database").GetString(), Is.EqualTo("primary"));
            Assert.That(json.RootElement.GetProperty("kind").GetString(), Is.EqualTo("versioned"));
            Assert.That(json.RootElement.GetProperty("version").GetString(), Is.EqualTo("0001"));
        });
    }

    private Task<CommandResult> NewAsync(params string[] arguments) => Tool.RunAsync(_directory.Path, ["new", .. arguments]);
}
