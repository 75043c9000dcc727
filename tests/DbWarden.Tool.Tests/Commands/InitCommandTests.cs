using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Commands;

public sealed class InitCommandTests
{
    private const string Console = """
        <Project Sdk="Microsoft.NET.Sdk">

          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>

        </Project>

        """;

    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void MakeDirectory()
    {
        _directory = new TemporaryDirectory();
        // The root of a checkout: nothing above it is looked at.
        Directory.CreateDirectory(Path.Combine(_directory.Path, ".git"));
    }

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public async Task A_console_project_is_set_up()
    {
        _directory.Write("Shop/Shop.csproj", Console);
        var result = (await InitAsync("Shop")).ShouldExitWith(0);
        Assert.That(
            Read("Shop/Shop.csproj"),
            Is.EqualTo(
                $"""
                <Project Sdk="Microsoft.NET.Sdk">

                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <DbWardenEngine>sqlite</DbWardenEngine>
                  </PropertyGroup>

                  <ItemGroup>
                    <PackageReference Include="DbWarden.Build" Version="{await Tool.VersionAsync()}" PrivateAssets="all" />
                  </ItemGroup>

                  <ItemGroup>
                    <None Update="appsettings.json" CopyToOutputDirectory="PreserveNewest" />
                  </ItemGroup>

                </Project>

                """
            )
        );
        Assert.That(
            Read("Shop/appsettings.json"),
            Is.EqualTo("{\n  \"ConnectionStrings\": {\n    \"primary\": \"Data Source=shop.db\"\n  }\n}\n")
        );
        Assert.That(Read(".gitattributes"), Is.EqualTo("*.sql text eol=lf\n"));
        Assert.That(result.StandardOutput, Does.Contain("next:\n  dotnet build\n  dbwarden migrate\n"));
        (await Tool.RunAsync(Path.Combine(_directory.Path, "Shop"), "check")).ShouldExitWith(0);
    }

    [TestCase("App.csproj")]
    [TestCase("App.fsproj")]
    [TestCase("App.vbproj")]
    public async Task A_second_run_changes_nothing(string project)
    {
        _directory.Write(project, Console);
        (await InitAsync(".")).ShouldExitWith(0);
        var before = Snapshot();
        var second = (await InitAsync(".")).ShouldExitWith(0);
        Assert.That(Snapshot(), Is.EqualTo(before));
        Assert.That(
            second.StandardOutput,
            Does.StartWith("App is set up for database 'primary' already; nothing was changed.\n")
        );
        Assert.That(
            (await InitAsync(".", "--database", "stock")).ShouldExitWith(0).StandardOutput,
            Does.Contain("declared database 'primary', declared database 'stock'")
        );
        before = Snapshot();
        (await InitAsync(".", "--database", "stock")).ShouldExitWith(0);
        (await InitAsync(".")).ShouldExitWith(0);
        Assert.That(Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public async Task Line_ends_tabs_byte_order_mark_comments_and_what_is_there_stay()
    {
        const string project =
            "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\r\n\t<!-- ours -->\r\n\t<ItemGroup>\r\n\t\t<PackageReference   Include=\"Npgsql\"\tVersion=\"10.0.3\"/>\r\n\t</ItemGroup>\r\n</Project>";
        _directory.Write("Shop.csproj", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(project)]);
        _directory.Write(
            "appsettings.json",
            "{\r\n\t// a comment\r\n\t\"Logging\": { \"LogLevel\": {} }, // and another\r\n\t\"ConnectionStrings\": {\r\n\t\t\"Other\": \"x\" /* kept */\r\n\t}\r\n}"
        );
        (await InitAsync(".", "--engine", "postgresql")).ShouldExitWith(0);
        Assert.That(
            File.ReadAllBytes(Path.Combine(_directory.Path, "Shop.csproj"))[..3],
            Is.EqualTo(Encoding.UTF8.GetPreamble())
        );
        Assert.That(
            Read("Shop.csproj"),
            Is.EqualTo(
                "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\r\n\t<!-- ours -->\r\n\t<ItemGroup>\r\n\t\t<PackageReference   Include=\"Npgsql\"\tVersion=\"10.0.3\"/>\r\n"
                    + $"\t\t<PackageReference Include=\"DbWarden.Build\" Version=\"{await Tool.VersionAsync()}\" PrivateAssets=\"all\" />\r\n\t</ItemGroup>\r\n"
                    + "\t<PropertyGroup>\r\n\t\t<DbWardenEngine>postgresql</DbWardenEngine>\r\n\t</PropertyGroup>\r\n</Project>"
            )
        );
        Assert.That(
            Read("appsettings.json"),
            Is.EqualTo(
                "{\r\n\t// a comment\r\n\t\"Logging\": { \"LogLevel\": {} }, // and another\r\n\t\"ConnectionStrings\": {\r\n\t\t\"Other\": \"x\", /* kept */\r\n"
                    + "\t\t\"primary\": \"Host=localhost;Database=shop;Username=shop\"\r\n\t}\r\n}"
            )
        );
    }

    [Test]
    public async Task Central_versions_stay_central()
    {
        _directory.Write(
            "Directory.Packages.props",
            "<Project>\n  <PropertyGroup>\n    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageVersion Include=\"Npgsql\" Version=\"10.0.3\" />\n  </ItemGroup>\n</Project>\n"
        );
        _directory.Write("src/Shop/Shop.csproj", Console);
        (await InitAsync("src/Shop")).ShouldExitWith(0);
        Assert.That(
            Read("src/Shop/Shop.csproj"),
            Does.Contain("<PackageReference Include=\"DbWarden.Build\" PrivateAssets=\"all\" />")
        );
        Assert.That(
            Read("Directory.Packages.props"),
            Does.Contain(
                $"10.0.3\" />\n    <PackageVersion Include=\"DbWarden.Build\" Version=\"{await Tool.VersionAsync()}\" />\n"
            )
        );
        var before = Snapshot();
        (await InitAsync("src/Shop")).ShouldExitWith(0);
        Assert.That(Snapshot(), Is.EqualTo(before));
    }

    [TestCase("<Project Sdk=\"Microsoft.NET.Sdk\" />")]
    [TestCase("<Project Sdk=\"Microsoft.NET.Sdk\"></Project>")]
    [TestCase("<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>")]
    [TestCase(
        "<Project Sdk=\"Microsoft.NET.Sdk\">\n<PropertyGroup Condition=\"'$(X)' == ''\">\n<OutputType>Exe</OutputType>\n</PropertyGroup>\n</Project>\n"
    )]
    [TestCase(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Project ToolsVersion=\"15.0\" xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\">\r\n  <PropertyGroup>\r\n    <OutputType>Library</OutputType>\r\n  </PropertyGroup>\r\n</Project>"
    )]
    public async Task However_a_project_is_written_the_result_is_well_formed_and_complete(string text)
    {
        _directory.Write("Shop.csproj", text);
        (await InitAsync(".")).ShouldExitWith(0);
        var names = XDocument.Parse(Read("Shop.csproj")).Root!.Descendants().ToList();
        Assert.That(names.Where(name => name.Name.LocalName == "PackageReference"), Has.Exactly(1).Items);
        Assert.That(names.Single(name => name.Name.LocalName == "DbWardenEngine").Value, Is.EqualTo("sqlite"));
        Assert.That(names.Select(name => name.Name.NamespaceName).Distinct(), Has.Exactly(1).Items);
        Assert.That(names.Single(name => name.Name.LocalName == "DbWardenEngine").Parent!.Attribute("Condition"), Is.Null);
    }

    [TestCase("{}", "{\n  \"ConnectionStrings\": {\n    \"primary\": \"Data Source=shop.db\"\n  }\n}")]
    [TestCase("{\"A\":1}", "{\"A\":1,\n  \"ConnectionStrings\": {\n    \"primary\": \"Data Source=shop.db\"\n  }\n}")]
    [TestCase(
        "{\n    \"A\": [1, 2],\n}\n",
        "{\n    \"A\": [1, 2],\n    \"ConnectionStrings\": {\n        \"primary\": \"Data Source=shop.db\"\n    }\n}\n"
    )]
    [TestCase(
        "{\n  \"connectionstrings\": {}\n}\n",
        "{\n  \"connectionstrings\": {\n    \"primary\": \"Data Source=shop.db\"\n  }\n}\n"
    )]
    [TestCase(
        "{\n  \"ConnectionStrings\": { \"Ü\": \"ä\" }\n}\n",
        "{\n  \"ConnectionStrings\": { \"Ü\": \"ä\",\n    \"primary\": \"Data Source=shop.db\"\n  }\n}\n"
    )]
    [TestCase("{\n  \"ConnectionStrings\": {\n    \"Primary\": \"x\"\n  }\n}\n", null)]
    [TestCase("{\n  \"ConnectionStrings:primary\": \"x\"\n}\n", null)]
    public async Task The_connection_is_added_to_settings_of_any_form(string before, string? after)
    {
        _directory.Write("Shop.csproj", Console);
        _directory.Write("appsettings.json", before);
        (await InitAsync(".")).ShouldExitWith(0);
        Assert.That(Read("appsettings.json"), Is.EqualTo(after ?? before));
        Assert.DoesNotThrow(() =>
            JsonDocument.Parse(Read("appsettings.json"), new JsonDocumentOptions { AllowTrailingCommas = true }).Dispose()
        );
    }

    [TestCase("[]", "holds no JSON object")]
    [TestCase("{ \"A\": ", "is not valid JSON")]
    public async Task Settings_that_cannot_be_read_stop_it_before_anything_is_changed(string settings, string told)
    {
        _directory.Write("Shop.csproj", Console);
        _directory.Write("appsettings.json", settings);
        var before = Snapshot();
        Assert.That((await InitAsync(".")).ShouldExitWith(2).StandardError, Does.Contain(told));
        Assert.That(Snapshot(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_project_that_is_no_xml_is_told()
    {
        _directory.Write("Shop.csproj", "<Project>\n  <PropertyGroup>\n</Project>");
        Assert.That(
            (await InitAsync(".")).ShouldExitWith(2).StandardError,
            Does.Contain("Shop.csproj is not well-formed XML").And.Contain("Line 3")
        );
    }

    [Test]
    public async Task None_or_several_projects_are_told()
    {
        Assert.That((await InitAsync(".")).ShouldExitWith(2).StandardError, Does.Contain("There is no project in"));
        _directory.Write("A.csproj", Console);
        _directory.Write("B.fsproj", Console);
        Assert.That(
            (await InitAsync(".")).ShouldExitWith(2).StandardError,
            Does.Contain("There are 2 projects in").And.Contain("A.csproj").And.Contain("--project ")
        );
        (await InitAsync(".", "--project", "B.fsproj")).ShouldExitWith(0);
        Assert.That(Read("A.csproj"), Is.EqualTo(Console));
    }

    [Test]
    public async Task Another_engine_than_the_declared_one_is_refused()
    {
        _directory.Write("Shop.csproj", Console);
        (await InitAsync(".", "--engine", "postgresql")).ShouldExitWith(0);
        Assert.That(
            (await InitAsync(".", "--engine", "mysql")).ShouldExitWith(2).StandardError,
            Does.Contain("is declared for postgresql already")
        );
    }

    [Test]
    public async Task Loose_files_are_moved_by_their_owner_before_a_second_database_comes()
    {
        _directory.Write("Shop.csproj", Console.Replace("<OutputType>", "<DbWardenEngine>sqlite</DbWardenEngine><OutputType>"));
        _directory.Write("migrations/V__0001_a.sql", "-- upgrade\nSELECT 1;\n-- rollback\nSELECT 1;\n");
        Assert.That(
            (await InitAsync(".", "-d", "stock")).ShouldExitWith(2).StandardError,
            Does.Contain("V__0001_a.sql").And.Contain("Move them to")
        );
    }

    [Test]
    public async Task Json_lists_the_changes()
    {
        _directory.Write("Shop.csproj", Console);
        using var json = JsonDocument.Parse((await InitAsync(".", "--json")).ShouldExitWith(0).StandardOutput);
        Assert.That(
            json.RootElement.GetProperty("changes")
                .EnumerateArray()
                .Select(change => Path.GetFileName(change.GetProperty("path").GetString())),
            Is.EqualTo(new[] { "Shop.csproj", "appsettings.json", "V__0001_create_app_setting.sql", ".gitattributes" })
        );
    }

    [Test]
    public async Task A_rule_for_sql_in_gitattributes_stays()
    {
        _directory.Write("Shop.csproj", Console);
        _directory.Write(".gitattributes", "*.png binary\n*.sql   text");
        (await InitAsync(".")).ShouldExitWith(0);
        Assert.That(Read(".gitattributes"), Is.EqualTo("*.png binary\n*.sql   text"));
    }

    private Task<CommandResult> InitAsync(string directory, params string[] arguments) =>
        Tool.RunAsync(Path.Combine(_directory.Path, directory), ["init", .. arguments]);

    private string Read(string path) => File.ReadAllText(Path.Combine(_directory.Path, path));

    private string Snapshot() =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => file + "\n" + File.ReadAllText(file))
        );
}
