using System.Runtime.Versioning;
using DbWarden.TestSupport;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Tool.Tests.Backups;

/// <summary>The programs of the servers: missing, too old, dying, and what they are told.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ClientProgramTests
{
    private const string Canary = "Xk9 canary\\:\"'#$";
    private const string NewPgDump = "pg_dump (PostgreSQL) 99.1";
    private const string NewMariaDbDump = "mariadb-dump from 99.1.2-MariaDB, client 10.19 for Linux";

    private FakePrograms _programs = null!;

    [SetUp]
    public void MakePrograms() => _programs = new FakePrograms();

    [TearDown]
    public void RemovePrograms() => _programs.Dispose();

    [TestCase("postgresql", "pg_dump", "postgresql-client-")]
    [TestCase("mariadb", "mariadb-dump", "mariadb-client")]
    public async Task Without_the_program_nothing_is_run(string engine, string program, string package)
    {
        using var shop = await Shop.OpenAsync(engine);
        await ShouldRefuseAsync(shop, _programs.Alone, $"{program} is not installed", package);
    }

    [TestCase("postgresql", "pg_dump", "pg_dump (PostgreSQL) 9.6.24", "postgresql-client-")]
    [TestCase("mariadb", "mariadb-dump", "mariadb-dump  Ver 10.19 Distrib 5.5.68-MariaDB, for Linux (x86_64)", "mariadb-client")]
    [TestCase(
        "mariadb",
        "mysqldump",
        "mysqldump  Ver 8.4.2 for Linux on x86_64 (MySQL Community Server - GPL)",
        "mariadb-client"
    )]
    public async Task With_a_program_that_is_too_old_or_of_another_product_nothing_is_run(
        string engine,
        string program,
        string version,
        string package
    )
    {
        using var shop = await Shop.OpenAsync(engine);
        _programs.Add(program, version, "exit 3");
        await ShouldRefuseAsync(shop, _programs.Alone, version, package);
    }

    [TestCase("postgresql", "pg_dump", NewPgDump, "printf PGDMP; kill -9 $$")]
    [TestCase("postgresql", "pg_dump", NewPgDump, "printf PGDMPtorn")]
    [TestCase("mariadb", "mariadb-dump", NewMariaDbDump, "echo '-- MariaDB dump'; kill -9 $$")]
    [TestCase("mariadb", "mariadb-dump", NewMariaDbDump, "echo '-- MariaDB dump'; echo 'CREATE TABLE'")]
    [TestCase("mariadb", "mariadb-dump", NewMariaDbDump, "echo broken >&2; exit 2")]
    public async Task A_program_that_ends_too_early_leaves_no_backup_and_nothing_is_run(
        string engine,
        string program,
        string version,
        string script
    )
    {
        using var shop = await Shop.OpenAsync(engine);
        _programs.Add(program, version, script);
        await ShouldRefuseAsync(shop, _programs.InFront, "error: ", "No migration was run");
        Assert.That(Directory.GetFiles(Path.Combine(shop.Directory, "backups")), Is.Empty);
    }

    [Test]
    public async Task A_pg_dump_of_an_older_major_version_is_refused_by_a_newer_server()
    {
        var server = await PostgreSqlServer.SharedNewerAsync();
        using var shop = await Shop.OpenAsync("postgresql");
        shop.Database = shop.Database with { Connection = await server.CreateDatabaseAsync() };
        await ShouldRefuseAsync(
            shop,
            Environment.GetEnvironmentVariable("PATH")!,
            "pg_dump is too old for PostgreSQL ",
            "postgresql-client-"
        );
    }

    [TestCase("backup")]
    [TestCase("restore")]
    public async Task A_password_is_in_no_argument_and_no_variable_and_no_file_is_left(string command)
    {
        using var shop = await Shop.OpenAsync("mariadb");
        var user = "secretive_" + Guid.NewGuid().ToString("N")[..8];
        var server = await MariaDbServer.SharedAsync();
        await server.ExecuteAsync($"CREATE USER {user} IDENTIFIED BY '{Canary.Replace("\\", "\\\\").Replace("'", "''")}'");
        await server.ExecuteAsync($"GRANT ALL ON *.* TO {user}");
        var settings = new MySqlConnectionStringBuilder(shop.Database.Connection) { UserID = user, Password = Canary };
        shop.Database = shop.Database with { Connection = settings.ConnectionString };
        await ShouldKeepSecretAsync(
            shop,
            command,
            "mariadb-dump",
            NewMariaDbDump,
            "mariadb",
            "mariadb from 99.1.2-MariaDB, client",
            "${1#--defaults-file=}"
        );
    }

    [TestCase("backup")]
    [TestCase("restore")]
    public async Task The_same_on_postgresql(string command)
    {
        using var shop = await Shop.OpenAsync("postgresql");
        var settings = new NpgsqlConnectionStringBuilder(shop.Database.Connection) { Password = Canary };
        shop.Database = shop.Database with { Connection = settings.ConnectionString };
        await ShouldKeepSecretAsync(shop, command, "pg_dump", NewPgDump, "psql", "psql (PostgreSQL) 99.1", "$PGPASSFILE");
    }

    [Test]
    public async Task A_run_that_is_killed_during_its_backup_leaves_no_password_behind()
    {
        using var shop = await Shop.OpenAsync("postgresql");
        var settings = new NpgsqlConnectionStringBuilder(shop.Database.Connection) { Password = Canary };
        shop.Database = shop.Database with { Connection = settings.ConnectionString };
        // It ends with its standard input or output, as the real one does, and so with the tool.
        _programs.Add("pg_dump", NewPgDump, $"touch {_programs.Directory}/arrived; while printf x; do sleep 0.1; done");
        using var temporary = new TemporaryDirectory();
        using var process = CommandLine.Start(
            Tool.Path,
            Shop.Arguments("migrate", "--with-backup"),
            shop.Directory,
            // Without the pipes that the runtime would leave there.
            shop.Environment(("PATH", _programs.InFront), ("TMPDIR", temporary.Path), ("DOTNET_EnableDiagnostics", "0"))
        );
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (_programs.Read("arrived") is null)
            await Task.Delay(20, deadline.Token);
        process.Kill();
        await process.WaitForExitAsync(deadline.Token);

        foreach (var file in Directory.GetFiles(temporary.Path, "*", SearchOption.AllDirectories))
            Assert.That(await File.ReadAllTextAsync(file), Does.Not.Contain("canary"), file);
        Assert.That(Directory.GetFiles(Path.Combine(shop.Directory, "backups"), "primary-*"), Is.Empty);
        // The next one takes the lock over, and clears up.
        (await shop.RunAsync("migrate", "--with-backup")).ShouldExitWith(0);
        Assert.That(
            Directory.GetFiles(Path.Combine(shop.Directory, "backups")).Select(Path.GetFileName),
            Has.Exactly(2).Items.And.All.StartsWith("primary-")
        );
    }

    [Test]
    public async Task Behind_a_pooler_nothing_is_run()
    {
        using var shop = await Shop.OpenAsync("postgresql");
        shop.Database = shop.Database with { Connection = await (await PgBouncer.SharedAsync()).CreateDatabaseAsync() };
        await ShouldRefuseAsync(
            shop,
            Environment.GetEnvironmentVariable("PATH")!,
            "through a connection pooler",
            "Give a direct connection"
        );
    }

    /// <summary>Programs that note what they were told, and hand over to the real ones.</summary>
    private async Task ShouldKeepSecretAsync(
        Shop shop,
        string command,
        string dump,
        string dumpVersion,
        string client,
        string clientVersion,
        string secretFile
    )
    {
        foreach (var (name, version) in new[] { (dump, dumpVersion), (client, clientVersion) })
            _programs.Add(
                name,
                version,
                $"cat /proc/$$/environ /proc/$$/cmdline >> {_programs.Directory}/seen; cat \"{secretFile}\" > {_programs.Directory}/secret; exec {FakePrograms.Real(name)} \"$@\""
            );
        using var temporary = new TemporaryDirectory();
        (string, string?)[] variables =
        [
            ("PATH", _programs.InFront),
            ("TMPDIR", temporary.Path),
            ("DOTNET_EnableDiagnostics", "0"),
        ];
        var taken = await shop.RunAsync(variables, "backup");
        var path = taken.ShouldExitWith(0).StandardOutput.Split('\n')[1].Trim();
        var said = taken.Output;
        if (command == "restore")
            said += (await shop.RunAsync(variables, "restore", path, "--yes")).ShouldExitWith(0).Output;

        Assert.That(_programs.Read("seen"), Is.Not.Null.And.Not.Contain("canary"));
        Assert.That(_programs.Read("secret"), Does.Contain("canary"), "It has got there.");
        Assert.That(said, Does.Not.Contain("canary"));
        Assert.That(await File.ReadAllTextAsync(path + ".json"), Does.Not.Contain("canary"));
        Assert.That(
            Directory
                .GetFiles(temporary.Path, "*", SearchOption.AllDirectories)
                .Where(file => File.ReadAllText(file).Contains("canary", StringComparison.Ordinal)),
            Is.Empty
        );
    }

    private static async Task ShouldRefuseAsync(Shop shop, string path, params string[] messages)
    {
        var result = await shop.RunAsync([("PATH", path)], "migrate", "--with-backup");
        result.ShouldExitWith(7);
        foreach (var message in messages)
            Assert.That(result.StandardError, Does.Contain(message));
        Assert.That((await shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 3 pending\n"));
    }
}
