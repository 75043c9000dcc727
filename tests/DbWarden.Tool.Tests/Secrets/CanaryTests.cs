using System.Runtime.Versioning;
using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Backups;
using DbWarden.Tool.Tests.Output;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Tool.Tests.Secrets;

/// <summary>A password that is searched for in everything that the tool shows and writes, whatever it is told to do and whatever goes wrong.</summary>
[UnsupportedOSPlatform("windows")]
[Platform(Exclude = "Win", Reason = "Windows has no script(1).")]
public sealed class CanaryTests
{
    private const string Variable = "DBWARDEN_CONNECTION_PRIMARY";
    private const string Works = "-- upgrade\nCREATE TABLE product (id INT PRIMARY KEY);\n-- rollback\nDROP TABLE product;\n";
    private const string Breaks =
        "-- upgrade\nINSERT INTO product VALUES (1);\nSELECT * FROM no_such_table;\n-- rollback\nDELETE FROM product;\n";

    private TemporaryDirectory _directory = null!;
    private HashSet<string> _given = null!;

    /// <summary>What there is to see, and the way in which the connection is given.</summary>
    public enum Mode
    {
        Plain,
        Json,
        Verbose,
        Terminal,
    }

    [SetUp]
    public void MakeDirectory()
    {
        _directory = new TemporaryDirectory();
        _given = [];
    }

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public void Every_command_is_tried() =>
        Assert.That(
            EveryCommand.OfADeploy.Select(step => step.Command).Distinct(),
            Is.EquivalentTo(EveryCommand.Options.Keys),
            "A new command belongs into EveryCommand."
        );

    [Test]
    public async Task A_password_never_shows_on_postgresql([Values] Mode mode)
    {
        var connection = new NpgsqlConnectionStringBuilder(await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync());
        await DeployAsync("postgresql", mode, WithPassword(connection), UrlOf(connection));
    }

    [TestCase(Mode.Json)]
    [TestCase(Mode.Terminal)]
    public async Task A_password_never_shows_on_mariadb(Mode mode)
    {
        var connection = await MariaDbUserAsync();
        await DeployAsync("mariadb", mode, WithPassword(connection), UrlOf(connection));
    }

    private static IEnumerable<TestCaseData> Unusable =>
        [
            Case("nobody listens", $"Host=127.0.0.1;Port=1;Database=shop;Username=app;Password={Canary.Quoted}"),
            Case("nobody listens, URL", $"postgresql://app:{Canary.Encoded}@127.0.0.1:1/shop"),
            Case("an unknown option", $"Host=127.0.0.1;Database=shop;Username=app;Password={Canary.Quoted};Nonsense=1"),
            Case("a quote too few", $"Host=127.0.0.1;Database=shop;Username=app;Password={Canary.Quoted[..^1]}"),
            Case("an unknown option, URL", $"postgresql://app:{Canary.Encoded}@127.0.0.1/shop?nonsense=1"),
            Case("an empty host, URL", $"postgresql://app:{Canary.Encoded}@:x/shop"),
            Case("nothing encoded, URL", $"postgresql://app:{Canary.Password}@127.0.0.1/shop"),
            Case("another engine, URL", $"mysql://app:{Canary.Encoded}@127.0.0.1/shop"),
            Case("two lines", $"Host=127.0.0.1;Username=app\nPassword={Canary.Quoted}\n"),
        ];

    [TestCaseSource(nameof(Unusable))]
    public async Task A_password_never_shows_where_a_connection_is_of_no_use(string connection)
    {
        Release("postgresql", Works);
        var file = Give("connection.txt", connection);
        foreach (var step in EveryCommand.OfAConnection)
            await ShouldFailAsync(step, "--connection-file", file);
        foreach (var step in EveryCommand.OfAConfiguration)
        {
            string[] arguments = [.. Words(step), "--artifact", Tests.Release.FileName, "--connection-file", file];
            Canary.ShouldNotBeIn(await RunAsync(Mode.Plain, arguments), step.ToString());
        }
    }

    [Test]
    public async Task A_password_never_shows_where_the_server_refuses_it()
    {
        var postgres = new NpgsqlConnectionStringBuilder((await PostgreSqlServer.SharedAsync()).ConnectionString)
        {
            Username = "nobody_here",
        };
        var mariaDb = await MariaDbUserAsync();
        mariaDb.Password = Canary.Password + "wrong";
        foreach (var (engine, connection) in new[] { ("postgresql", UrlOf(postgres)), ("mariadb", mariaDb.ConnectionString) })
        {
            Release(engine, Works);
            var file = Give("connection.txt", connection);
            foreach (var step in EveryCommand.OfAConnection)
                await ShouldFailAsync(step, "--connection-file", file);
        }
    }

    [Test]
    public async Task A_password_never_shows_where_the_program_for_a_backup_shows_it()
    {
        var connection = new NpgsqlConnectionStringBuilder(await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync());
        Release("postgresql", Works);
        var file = Give("connection.txt", WithPassword(connection));
        using var programs = new FakePrograms();
        const string indiscreet = "cat \"$PGPASSFILE\" >&2; printf '%s' '{0}' >&2; exit 3";
        var shown = Canary.Password.Replace("'", "'\\''", StringComparison.Ordinal);
        programs.Add("pg_dump", "pg_dump (PostgreSQL) 99.1", indiscreet.Replace("{0}", shown, StringComparison.Ordinal));
        foreach (var command in new Step[] { new("backup"), new("migrate", "--with-backup") })
        {
            var result = await RunAsync(
                Mode.Json,
                [.. Words(command), "--artifact", Tests.Release.FileName, "--verbose", "--connection-file", file],
                ("PATH", programs.InFront)
            );
            Canary.ShouldNotBeIn(result.ShouldExitWith(7), command.ToString());
            Assert.That(result.Output, Does.Contain("***"), "What the program says is shown, but for that.");
        }

        Canary.ShouldNotBeInFilesOf(_directory.Path, _given);
    }

    private static TestCaseData Case(string name, string connection) => new TestCaseData(connection).SetArgDisplayNames(name);

    /// <summary>Does everything with a release that works, and then with one that does not.</summary>
    private async Task DeployAsync(string engine, Mode mode, string connectionString, string url)
    {
        Give(EveryCommand.Project, "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        Give("app/appsettings.json", $$"""{ "ConnectionStrings": { "primary": {{Json(url)}} } }""");
        var file = Give("connection.txt", url + "\n");
        string[] given = mode switch
        {
            Mode.Verbose => ["--connection-file", file, "--verbose"],
            Mode.Terminal => ["--connection", connectionString],
            Mode.Json => ["--json"],
            _ => [],
        };
        // What asks for no connection on its command line finds it in the variable, as others do in these modes.
        var variable = mode == Mode.Plain ? connectionString : url;
        foreach (var (release, steps) in new[] { (Works, EveryCommand.OfADeploy), (Breaks, EveryCommand.OfAFailure) })
        {
            Release(engine, release);
            foreach (var step in steps)
            {
                string[] options = step.Takes("connection") ? given : [.. given.Where(word => word is "--json" or "--verbose")];
                var result = await RunAsync(
                    mode,
                    [
                        .. Words(step),
                        .. step.Takes("artifact") ? ["--artifact", Tests.Release.FileName] : (string[])[],
                        .. options,
                    ],
                    (Variable, variable)
                );
                Canary.ShouldNotBeIn(result, step.ToString());
                if (release == Works)
                    result.ShouldExitWith(0);
            }
        }

        Canary.ShouldNotBeInFilesOf(_directory.Path, _given);
    }

    private async Task ShouldFailAsync(Step step, params string[] connection)
    {
        var result = await RunAsync(
            Mode.Json,
            [.. Words(step), "--artifact", Tests.Release.FileName, "--verbose", "--json", "--connect-timeout", "0", .. connection]
        );
        Canary.ShouldNotBeIn(result, step.ToString());
        // A list of backups is that of a directory.
        if (step.Command != "backup list" || result.ExitCode != ExitCodes.Done)
            Assert.That(result.ExitCode, Is.AnyOf(ExitCodes.Usage, ExitCodes.Unreachable), $"{step}\n{result.Output}");
        Canary.ShouldNotBeInFilesOf(_directory.Path, _given);
    }

    private Task<CommandResult> RunAsync(Mode mode, string[] arguments, params (string, string?)[] variables)
    {
        var temporary = Directory.CreateDirectory(Path.Combine(_directory.Path, "tmp")).FullName;
        var environment = Tool.Environment([
            ("TMPDIR", temporary),
            // Without the pipes that the runtime would leave there.
            ("DOTNET_EnableDiagnostics", "0"),
            .. variables,
        ]);
        return mode == Mode.Terminal
            ? PseudoTerminal.RunAsync(80, arguments, _directory.Path, environment)
            : CommandLine.RunAsync(Tool.Path, arguments, _directory.Path, environment);
    }

    private string[] Words(Step step) => [.. step.Command.Split(' '), .. step.Arguments.Select(Filled)];

    private string Filled(string word)
    {
        if (word != EveryCommand.NewestBackup)
            return word;
        var backups = Path.Combine(_directory.Path, "backups");
        // Any of them will do, and none where the step is tried without a database.
        return Directory.Exists(backups)
            ? Directory.GetFiles(backups).First(path => !path.EndsWith(".json", StringComparison.Ordinal))
            : word;
    }

    private void Release(string engine, string migration) =>
        _given.Add(
            Tests.Release.Write(
                _directory.Path,
                [("primary", engine)],
                ("primary/V__1_create_product.sql", Works),
                (
                    "primary/V__2_next.sql",
                    migration == Works
                        ? "-- upgrade\nINSERT INTO product VALUES (2);\n-- rollback\nDELETE FROM product;\n"
                        : migration
                )
            )
        );

    /// <summary>Writes a file that the tool is given, and that may hold the password.</summary>
    private string Give(string path, string text)
    {
        var full = _directory.Write(path, text);
        _given.Add(full);
        return full;
    }

    private static async Task<MySqlConnectionStringBuilder> MariaDbUserAsync()
    {
        var server = await MariaDbServer.SharedAsync();
        var user = "secretive_" + Guid.NewGuid().ToString("N")[..8];
        var literal = Canary
            .Password.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "''", StringComparison.Ordinal);
        await server.ExecuteAsync($"CREATE USER {user} IDENTIFIED BY '{literal}'");
        await server.ExecuteAsync($"GRANT ALL ON *.* TO {user}");
        return new MySqlConnectionStringBuilder(await server.CreateDatabaseAsync()) { UserID = user };
    }

    private static string WithPassword(NpgsqlConnectionStringBuilder connection) =>
        $"{connection.ConnectionString};Password={Canary.Quoted}";

    private static string WithPassword(MySqlConnectionStringBuilder connection) =>
        $"{connection.ConnectionString};Password={Canary.Quoted}";

    private static string UrlOf(NpgsqlConnectionStringBuilder connection) =>
        $"postgresql://{connection.Username}:{Canary.Encoded}@127.0.0.1:{connection.Port}/{connection.Database}";

    private static string UrlOf(MySqlConnectionStringBuilder connection) =>
        $"mariadb://{connection.UserID}:{Canary.Encoded}@127.0.0.1:{connection.Port}/{connection.Database}";

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
