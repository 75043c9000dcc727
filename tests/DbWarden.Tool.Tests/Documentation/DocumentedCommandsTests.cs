using Microsoft.Data.Sqlite;

namespace DbWarden.Tool.Tests.Documentation;

/// <summary>
/// Every command of the documentation is run, in the order in which a reader comes to it. A section begins with a release that has been applied
/// to SQLite, unless a test of its own says what its reader has before him.
/// </summary>
public sealed class DocumentedCommandsTests
{
    private const string Recovery = "docs/recovery.md: ";
    private const string OnPostgreSql = Recovery + "A migration failed on PostgreSQL or SQLite";
    private const string OnMariaDb = Recovery + "A migration failed on MySQL or MariaDB";
    private const string Drift = Recovery + "A run says that an applied migration was changed";
    private const string WrongData = Recovery + "The migration ran, and the data is wrong";
    private const string OlderDatabase = Recovery + "The database was there before DBWarden";
    private const string Baseline = "docs/commands.md: A database that exists already";
    private const string Corrected =
        "-- upgrade\nCREATE TABLE a (id INTEGER PRIMARY KEY);\nINSERT INTO a VALUES (1);\n-- rollback\nDROP TABLE a;\n";
    private static readonly string Broken = Corrected.Replace("INTO a", "INTO nowhere", StringComparison.Ordinal);

    /// <summary>Pages whose reader begins with an empty folder or a project, and installs the tool.</summary>
    private static readonly string[] Projects =
    [
        "README.md",
        "docs/installing.md",
        "docs/first-migration.md",
        "docs/from-python.md",
    ];

    private static readonly string[] Special = [OnPostgreSql, OnMariaDb, Drift, WrongData, OlderDatabase, Baseline];

    private static IEnumerable<string> Sections =>
        DocumentedPages
            .Pages.Except(Projects)
            .SelectMany(DocumentedPages.BlocksOf)
            .Where(block => block.Commands.Any(command => !command.IsSynopsis && NotRun.ReasonFor(command) is null))
            .Select(block => block.Section)
            .Distinct()
            .Except(Special);

    [TestCaseSource(nameof(Sections))]
    public async Task A_section_works(string section)
    {
        using var reader = await Reader.WithReleaseAsync("sqlite");
        reader.Release();
        (await reader.RunToolAsync("migrate")).ShouldExitWith(0);
        foreach (var block in Blocks(section))
            await reader.RunAsync(block);
    }

    [TestCaseSource(typeof(DocumentedPages), nameof(DocumentedPages.Files))]
    public async Task A_file_to_copy_deploys(string file)
    {
        using var reader = await Reader.WithReleaseAsync("sqlite");
        reader.Release();
        var block = DocumentedPages.BlockOf(file);
        Assert.That(block.Commands, Is.Not.Empty);

        await reader.RunAsync(block);

        if (block.Commands.Any(command => command.ToolArguments?.StartsWith("migrate", StringComparison.Ordinal) == true))
            (await reader.RunToolAsync("status", "--exit-code")).ShouldExitWith(0);
    }

    [TestCase("docs/installing.md")]
    [TestCase("docs/first-migration.md")]
    [TestCase("docs/from-python.md")]
    [TestCase("README.md")]
    public async Task A_page_works_from_an_empty_folder_on(string page)
    {
        using var reader = await Reader.WithFeedAsync();
        if (page != "docs/installing.md")
        {
            reader.Write(
                "Shop.csproj",
                "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>\n"
            );
            reader.Write("Program.cs", "System.Console.WriteLine();\n");
        }

        if (page is "docs/first-migration.md" or "docs/from-python.md")
            await reader.RunAsync(DocumentedPages.BlocksOf("docs/installing.md")[0]);
        if (page == "docs/from-python.md")
            WritePythonFiles(reader);

        foreach (var block in DocumentedPages.BlocksOf(page))
        {
            await reader.RunAsync(block);
            if (block.Commands.Any(command => command.Text.EndsWith("new \"add coupons\"", StringComparison.Ordinal)))
                reader.Write(
                    "migrations/primary/V__0002_add_coupons.sql",
                    "-- upgrade\nCREATE TABLE coupon (code VARCHAR(20) PRIMARY KEY, percent INTEGER NOT NULL);\n-- rollback\nDROP TABLE coupon;\n"
                );
        }
    }

    [Test]
    public async Task What_failed_on_PostgreSQL_is_corrected_and_run_again()
    {
        using var reader = await Reader.WithReleaseAsync("postgresql");
        reader.Release(("V__0003_step.sql", Broken));
        var failure = (await reader.RunToolAsync("migrate")).ShouldExitWith(1);
        Assert.That(failure.StandardError, Does.Contain("was undone as a whole: nothing of it remains."));

        reader.Release(("V__0003_step.sql", Corrected));
        await reader.RunAsync(Blocks(OnPostgreSql).Single());
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public async Task What_stopped_half_way_on_MariaDB_is_dealt_with(int way)
    {
        using var reader = await Reader.WithReleaseAsync("mariadb");
        reader.Release(("V__0003_step.sql", Broken));
        var failure = (await reader.RunToolAsync("migrate")).ShouldExitWith(1);
        Assert.That(failure.StandardError, Does.Contain("Unit 1 of 2 in V__0003_step.sql took effect; unit 2 did not."));
        (await reader.RunToolAsync("migrate")).ShouldExitWith(5);

        reader.Release(("V__0003_step.sql", Corrected));
        var ways = Blocks(OnMariaDb);
        Assert.That(ways, Has.Count.EqualTo(3));
        await reader.RunAsync(ways[way]);
        var status = (await reader.RunToolAsync("status")).ShouldExitWith(0).StandardOutput;
        Assert.That(status, Does.Not.Contain("failed"));
    }

    [Test]
    public async Task A_changed_file_is_accepted()
    {
        using var reader = await Reader.WithReleaseAsync("sqlite");
        reader.Release();
        (await reader.RunToolAsync("migrate")).ShouldExitWith(0);
        reader.Release(
            (
                "V__0003_step.sql",
                "-- upgrade\nCREATE TABLE step_3 (id INTEGER PRIMARY KEY); -- why\n-- rollback\nDROP TABLE step_3;\n"
            )
        );
        (await reader.RunToolAsync("migrate")).ShouldExitWith(5);

        await reader.RunAsync(Blocks(Drift).Single());

        (await reader.RunToolAsync("migrate")).ShouldExitWith(0);
    }

    [Test]
    public async Task Wrong_data_is_mended_by_a_new_migration()
    {
        using var reader = await Reader.WithReleaseAsync("sqlite");
        reader.Write("Shop.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        await reader.RunAsync(Blocks(WrongData).Single());
        Assert.That(reader.Output, Does.Contain("repair_currencies.sql"));
    }

    [TestCase(OlderDatabase)]
    [TestCase(Baseline)]
    public async Task A_database_that_is_older_than_its_records_gets_a_baseline(string section)
    {
        using var reader = await Reader.WithReleaseAsync("sqlite");
        reader.Release();
        (await reader.RunToolAsync("migrate", "--to-version", "0012")).ShouldExitWith(0);
        await using (var connection = new SqliteConnection(reader.Database!.Connection + ";Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE __dbwarden_migrations; DROP TABLE __dbwarden_history; DROP TABLE __dbwarden_lock;";
            await command.ExecuteNonQueryAsync();
        }

        foreach (var block in Blocks(section))
            await reader.RunAsync(block);

        Assert.That((await reader.RunToolAsync("status")).ShouldExitWith(0).StandardOutput, Does.Contain("baseline"));
    }

    [Test]
    public void Every_section_with_a_test_of_its_own_is_there() =>
        Assert.That(Special.Where(section => Blocks(section).Count == 0), Is.Empty);

    private static List<DocumentedBlock> Blocks(string section) =>
        [.. DocumentedPages.BlocksOf(section.Split(": ")[0]).Where(block => block.Section == section)];

    private static void WritePythonFiles(Reader reader)
    {
        foreach (var (file, table) in new[] { ("primary__0001_users.sql", "users"), ("primary__0002_orders.sql", "orders") })
            reader.Write(
                $"migrations/primary/{file}",
                $"-- upgrade\n\nCREATE TABLE {table} (id INTEGER PRIMARY KEY);\n\n-- rollback\n\nDROP TABLE {table};\n"
            );
        reader.Write(
            "migrations/primary/primary__RA__statistics.sql",
            "-- dbwarden: nothing-to-undo it only counts\n-- upgrade\nANALYZE;\n"
        );
    }
}
